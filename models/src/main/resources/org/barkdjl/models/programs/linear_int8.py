# The projections of a layer with 8-bit weights, one scale a row; activations are quantised as they come (FBGEMM).
#
# FBGEMM finds one scale for all rows of activations it is given, by their least and largest number. Each row is
# therefore first brought to 0 to 1, and back afterwards: no row's rounding depends on those beside it, in a prompt or
# in a batch, and each has a scale that fits it.
#
# Attributes: *_q int8 and *_s float scales of (rows), a list with an entry a layer, for attn_in (3E, E), attn_out
# (E, E), mlp_in (4E, E), mlp_out (E, 4E); biases *_b or None; and empty lists *_p for the packed weights, with which
# *_s become the sums of the weights' rows.

  def pack(self: __torch__.M, q: List[Tensor], s: List[Tensor], packed: List[__torch__.torch.classes.quantized.LinearPackedParamsBase]) -> NoneType:
    for i in range(self.n_layer):
      zero = torch.to(torch.zeros_like(s[i]), 4)
      w = torch._make_per_channel_quantized_tensor(q[i], torch.to(s[i], 7), zero, 0)
      _p = torch.append(packed, ops.quantized.linear_prepack(w, None))
      _s = torch._set_item(s, i, torch.mul((self).sums(q[i], ), s[i]))
      _q = torch._set_item(q, i, zero)
    torch.clear(q)

  # The sums of the rows, a few at a time: libtorch widens what it sums to eight times its size.
  def sums(self: __torch__.M, q: Tensor) -> Tensor:
    sums = annotate(List[Tensor], [])
    for rows in torch.split(q, 64):
      _s = torch.append(sums, torch.sum(rows, [1]))
    return torch.cat(sums)

  # FBGEMM's layout of the weights replaces the plain one.
  def prepare_projections(self: __torch__.M) -> NoneType:
    _1 = (self).pack(self.attn_in_q, self.attn_in_s, self.attn_in_p, )
    _2 = (self).pack(self.attn_out_q, self.attn_out_s, self.attn_out_p, )
    _3 = (self).pack(self.mlp_in_q, self.mlp_in_s, self.mlp_in_p, )
    _4 = (self).pack(self.mlp_out_q, self.mlp_out_s, self.mlp_out_p, )

  # x W' = (high - low) z W' + low (the sums of W's rows), where z = (x - low) / (high - low). libtorch finds both at once
  # one number at a time (aminmax), and many at a time one after the other.
  def project(self: __torch__.M, x: Tensor, packed: __torch__.torch.classes.quantized.LinearPackedParamsBase, sums: Tensor, bias: Optional[Tensor]) -> Tensor:
    low = torch.amin(x, [-1], True)
    width = torch.clamp_min_(torch.sub(torch.amax(x, [-1], True), low), 1e-20)
    z = torch.div_(torch.sub(x, low), width)
    y = torch.mul_(ops.quantized.linear_dynamic(z, packed, True), width)
    y = torch.addcmul_(y, low, sums)
    if bias is not None:
      y = torch.add_(y, bias)
    else:
      pass
    return y

  def attn_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return (self).project(x, self.attn_in_p[i], self.attn_in_s[i], self.attn_in_b[i], )

  def attn_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return (self).project(x, self.attn_out_p[i], self.attn_out_s[i], self.attn_out_b[i], )

  def mlp_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return (self).project(x, self.mlp_in_p[i], self.mlp_in_s[i], self.mlp_in_b[i], )

  def mlp_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return (self).project(x, self.mlp_out_p[i], self.mlp_out_s[i], self.mlp_out_b[i], )
