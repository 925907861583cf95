"""Ada's answers, but the third notebook was handed in under a name of her own, beside the one that was asked for."""
