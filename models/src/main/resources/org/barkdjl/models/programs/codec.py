# The decoder of EnCodec (SEANet, causal), as TorchScript: codes to samples.
#
# Shapes: B rows of a batch, F frames, N samples = F times the product of the strides.
#
# Attributes: codebooks, a list of tables (entries, channels); conv_in_w/b; lstm, a flat list of the LSTM's weight_ih,
# weight_hh, bias_ih, bias_hh, layer by layer; a list entry for each upsampling stage: up_w/b (transposed convolution,
# kernel = 2 * stride), res_1_w/b, res_2_w/b, shortcut_w/b; conv_out_w/b. Weight norm is folded.

  # Called once after loading. A transposed convolution of stride S whose kernel is 2 S long gives S samples a frame, of
  # this frame and the one before: a convolution of kernel 2 to S times the channels, at which libtorch is faster.
  def prepare(self: __torch__.M, unused: Tensor) -> Tensor:
    for i in range(torch.len(self.up_w)):
      C_in, C, kernel = torch.size(self.up_w[i])
      stride = torch.floordiv(kernel, 2)
      halves = torch.flip(torch.view(self.up_w[i], [C_in, C, 2, stride]), [2])
      _w = torch._set_item(self.up_w, i, torch.reshape(torch.permute(halves, [1, 3, 0, 2]), [C * stride, C_in, 2]))
      b = self.up_b[i]
      if b is not None:
        _b = torch._set_item(self.up_b, i, torch.repeat_interleave(b, stride))
      else:
        pass
    return unused

  # A causal convolution: padded on the left by reflection. A signal shorter than the padding is taken as if zeros
  # followed, as the original does (pad1d in encodec/modules/conv.py). Joining is three times as fast as libtorch's
  # padding by reflection.
  def conv(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    pad = torch.size(w, 2) - 1
    if torch.gt(pad, 0):
      missing = ops.prim.max(0, pad + 1 - torch.size(x, 2))
      start = torch.constant_pad_nd(torch.slice(x, 2, 1, pad + 1), [0, missing], 0.)
      x = torch.cat([torch.flip(start, [2]), x], 2)
    else:
      pass
    return torch.conv1d(x, w, b)

  # A causal transposed convolution of x (B, C_in, F): (B, C, F * stride).
  def upsample(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    y = torch.conv1d(torch.constant_pad_nd(x, [1, 0], 0.), self.up_w[i], self.up_b[i])  # (B, C * stride, F)
    B, _n, F = torch.size(y)
    C = torch.size(self.shortcut_w[i], 0)
    return torch.reshape(torch.transpose(torch.view(y, [B, C, -1, F]), 2, 3), [B, C, -1])

  # The LSTM over time, with a skip. x (B, C, F)
  def recur(self: __torch__.M, x: Tensor) -> Tensor:
    layers = torch.floordiv(torch.len(self.lstm), 4)
    t = torch.permute(x, [2, 0, 1])
    zero = torch.new_zeros(x, [layers, torch.size(x, 0), torch.size(x, 1)])
    y, _h, _c = torch.lstm(t, [zero, zero], self.lstm, True, layers, 0., False, False, False)
    return torch.permute(y + t, [1, 2, 0])

  # codes (B, codebooks, F) to samples (B, N)
  def forward(self: __torch__.M, codes: Tensor) -> Tensor:
    x = torch.embedding(self.codebooks[0], codes[:, 0])
    for c in range(1, torch.size(codes, 1)):
      x = x + torch.embedding(self.codebooks[c], codes[:, c])
    x = (self).recur((self).conv(torch.transpose(x, 1, 2), self.conv_in_w, self.conv_in_b, ), )
    for i in range(torch.len(self.up_w)):
      x = (self).upsample(torch.elu_(x), i, )
      y = (self).conv(torch.elu(x), self.res_1_w[i], self.res_1_b[i], )
      y = (self).conv(torch.elu_(y), self.res_2_w[i], self.res_2_b[i], )
      x = (self).conv(x, self.shortcut_w[i], self.shortcut_b[i], ) + y
    return (self).conv(torch.elu_(x), self.conv_out_w, self.conv_out_b, )[:, 0]
