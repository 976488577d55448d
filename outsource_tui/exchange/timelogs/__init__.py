"""One module per time tracker."""
