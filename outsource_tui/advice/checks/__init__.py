"""The 40 plan checks of PRODUCT.md section 4, one module per mistake."""
