# The projections of a layer with the weights as they are: fp32 on any device, fp16 on CUDA.
#
# Attributes: attn_in_w (3E, E), attn_out_w (E, E), mlp_in_w (4E, E), mlp_out_w (E, 4E) and their biases *_b
# (or None), each a list with an entry a layer.

  def prepare(self: __torch__.M, unused: Tensor) -> Tensor:
    return unused

  def attn_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.attn_in_w[i], self.attn_in_b[i])

  def attn_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.attn_out_w[i], self.attn_out_b[i])

  def mlp_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.mlp_in_w[i], self.mlp_in_b[i])

  def mlp_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.mlp_out_w[i], self.mlp_out_b[i])
