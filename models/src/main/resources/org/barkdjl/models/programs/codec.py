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
      _u = torch._set_item(self.up_w, i, (self).whole_blocks(self.up_w[i], ))
      _r = torch._set_item(self.res_1_w, i, (self).whole_blocks(self.res_1_w[i], ))
    self.conv_in_w = (self).whole_blocks(self.conv_in_w, )
    self.conv_out_w = (self).whole_blocks(self.conv_out_w, )
    return unused

  # A kernel (out, in, length) with its input channels filled up to a multiple of 16 by zeros. For other numbers oneDNN's
  # convolutions for AVX-512 multiply zeros with memory that nobody has written (3.7.1, jit:avx512_core), which may be NaN.
  def whole_blocks(self: __torch__.M, w: Tensor) -> Tensor:
    C = torch.size(w, 1)
    return torch.constant_pad_nd(w, [0, 0, 0, 16 * torch.floordiv(C + 15, 16) - C], 0.)

  # A convolution of x (B, C, N) with w (out, C, K). Short signals, and kernels of 1, are plain products: libtorch would
  # ask NNPACK whether it can, which on some processors says on standard error that it cannot.
  def convolve(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    K = torch.size(w, 2)
    if torch.eq(K, 1):
      y = torch.matmul(torch.select(w, 2, 0), x)
      if b is not None:
        y = torch.add_(y, torch.unsqueeze(b, 1))
      else:
        pass
    else:
      if torch.gt(torch.numel(x), 20480):
        y = torch.conv1d(x, w, b)
      else:
        windows = torch.flatten(torch.permute(torch.unfold(x, 2, K, 1), [0, 2, 1, 3]), 2)  # (B, N - K + 1, C * K)
        y = torch.contiguous(torch.transpose(torch.linear(windows, torch.flatten(w, 1), b), 1, 2))
    return y

  # Fills the first n samples of x (B, C, n + N) by reflecting those that follow. A signal shorter than the padding is
  # taken as if zeros followed, as the original does (pad1d in encodec/modules/conv.py).
  def reflect(self: __torch__.M, x: Tensor, n: int) -> Tensor:
    missing = ops.prim.max(0, 2 * n + 1 - torch.size(x, 2))
    start = torch.constant_pad_nd(torch.slice(x, 2, n + 1, 2 * n + 1), [0, missing], 0.)
    _s = torch.copy_(torch.slice(x, 2, 0, n), torch.flip(start, [2]))
    return x

  # ELU of x (B, C, N), after the n samples before it: padding costs no copy of its own. Channels up to `channels` are
  # filled with zeros. What a layer needs of one block for the next it leaves in `ahead`, in the order of the layers, and
  # takes from `past`; the first block has no past, and begins with reflected samples or zeros.
  def activate(self: __torch__.M, x: Tensor, channels: int, n: int, reflected: bool, past: List[Tensor], ahead: List[Tensor]) -> Tensor:
    B, C, N = torch.size(x)
    y = torch.new_empty(x, [B, channels, n + N])
    _e = torch.elu(x, 1, 1, 1, out=torch.slice(torch.slice(y, 1, 0, C), 2, n))
    _z = torch.zero_(torch.slice(y, 1, C))
    if torch.gt(torch.len(past), 0):
      _p = torch.copy_(torch.slice(y, 2, 0, n), torch.pop(past, 0))
    else:
      if reflected:
        _r = (self).reflect(y, n, )
      else:
        _z = torch.zero_(torch.slice(y, 2, 0, n))
    _a = torch.append(ahead, torch.clone(torch.slice(y, 2, N)))
    return y

  # ELU, then a causal convolution.
  def conv(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor], past: List[Tensor], ahead: List[Tensor]) -> Tensor:
    return (self).convolve((self).activate(x, torch.size(w, 1), torch.size(w, 2) - 1, True, past, ahead, ), w, b, )

  # ELU, then a causal transposed convolution, x (B, C_in, F) to (B, C, F * stride).
  def upsample(self: __torch__.M, x: Tensor, i: int, past: List[Tensor], ahead: List[Tensor]) -> Tensor:
    x = (self).activate(x, torch.size(self.up_w[i], 1), 1, False, past, ahead, )
    y = (self).convolve(x, self.up_w[i], self.up_b[i], )  # (B, C * stride, F)
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

  # codes (B, codebooks, F) to samples (B, N). Of a row's frames the first `frames` (B) are its own: those behind count as
  # silence that has no codes, and what is made of them means nothing.
  def forward(self: __torch__.M, codes: Tensor, frames: Tensor) -> Tensor:
    x = torch.embedding(self.codebooks[0], codes[:, 0])
    for c in range(1, torch.size(codes, 1)):
      x = x + torch.embedding(self.codebooks[c], codes[:, c])
    if torch.gt(torch.size(codes, 0), 1):
      frame = torch.arange(torch.size(codes, 2), dtype=4, device=ops.prim.device(codes))
      x = torch.masked_fill(x, torch.unsqueeze(torch.ge(frame, torch.unsqueeze(frames, 1)), 2), 0.)
    else:
      pass
    _o, channels, kernel = torch.size(self.conv_in_w)
    n = kernel - 1
    x = torch.constant_pad_nd(torch.transpose(x, 1, 2), [n, 0, 0, channels - torch.size(x, 2)], 0.)
    x = (self).reflect(x, n, )
    x = (self).recur((self).convolve(x, self.conv_in_w, self.conv_in_b, ), )
    # On CPU in blocks of frames: what lies between the layers is a hundred times what goes in, and block by block it takes
    # the same little memory for any length. No block is so short that `convolve` would take it for a short signal.
    blocks = 1
    if ops.prim.is_cuda(x):
      pass
    else:
      blocks = ops.prim.max(1, torch.floordiv(torch.size(x, 2), torch.floordiv(20480, torch.size(x, 1)) + 1))
    samples = annotate(List[Tensor], [])
    past = annotate(List[Tensor], [])
    for block in torch.tensor_split(x, blocks, 2):
      ahead = annotate(List[Tensor], [])
      _s = torch.append(samples, (self).sound(block, past, ahead, ))
      past = ahead
    return torch.cat(samples, 1)

  # The layers after the LSTM, of a block of frames x (B, C, F), to samples (B, N).
  def sound(self: __torch__.M, x: Tensor, past: List[Tensor], ahead: List[Tensor]) -> Tensor:
    for i in range(torch.len(self.up_w)):
      x = (self).upsample(x, i, past, ahead, )
      y = (self).conv(x, self.res_1_w[i], self.res_1_b[i], past, ahead, )
      y = (self).conv(y, self.res_2_w[i], self.res_2_b[i], past, ahead, )
      x = torch.add_(y, (self).convolve(x, self.shortcut_w[i], self.shortcut_b[i], ))
    return (self).conv(x, self.conv_out_w, self.conv_out_b, past, ahead, )[:, 0]
