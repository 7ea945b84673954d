# Decoding with one attention for all rows, beside gpt.py, whose `generate` goes row by row. It is for CUDA, where an
# operation costs a launch however little it does: here a step asks for about as many with 64 rows as with one. All of
# a step's operations are queued without waiting for the device: no number is read back before the chunk's end, and no
# shape depends on what was drawn.
#
# Shapes as in gpt.py; N slots. The cache (L, 2, N, H, S, D) has a slot a row. Rows 0 to B - 1 of a call are those in
# slots 0 to B - 1; the other slots are not touched.

  # Zeros, as what is masked is multiplied by zero, and must not be infinite then.
  def new_slots(self: __torch__.M, count: Tensor) -> Tensor:
    S, E = torch.size(self.wpe)
    return torch.new_zeros(self.wpe, [self.n_layer, 2, int(count), self.n_head, S, torch.floordiv(E, self.n_head)])

  # A larger cache that begins with the slots of this one.
  def grow_slots(self: __torch__.M, cache: Tensor, count: Tensor) -> Tensor:
    larger = (self).new_slots(count, )
    _c = torch.copy_(torch.slice(larger, 2, 0, torch.size(cache, 2)), cache)
    return larger

  # Exchanges the rows of two slots.
  def swap_slots(self: __torch__.M, cache: Tensor, slots: Tensor) -> Tensor:
    one = torch.select(cache, 2, int(slots[0]))
    other = torch.select(cache, 2, int(slots[1]))
    kept = torch.clone(one)
    _o = torch.copy_(one, other)
    _k = torch.copy_(other, kept)
    return slots

  # Reads a row's prompt, as gpt.py's `prefill`, into a slot, of which nothing stays that was there.
  def prefill_slot(self: __torch__.M, ids: Tensor, merged: Tensor, cache: Tensor, slot: Tensor) -> Tensor:
    own = torch.select(cache, 2, int(slot))  # (L, 2, H, S, D)
    _z = torch.zero_(own)
    _r = (self).read(ids, bool(merged), torch.unbind(own, 0), )
    return slot

  # Layer i over a new position of each row: x (B, 1, E).
  #   cache (2 N H S, D)     all the layer's keys and values
  #   keys, values           of the B rows, (B, H, l, D): the first l positions
  #   places (B, 2, H)       where in the cache the new keys and values go
  #   mask (B, 1, 1, l)      0 for a row's positions so far, else -infinity
  def block_of_slots(self: __torch__.M, x: Tensor, i: int, cache: Tensor, keys: Tensor, values: Tensor, places: Tensor, mask: Tensor) -> Tensor:
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[i], self.ln_1_b[i], ), i, )
    heads = torch.view(qkv, [torch.size(x, 0), 3, self.n_head, torch.size(cache, 1)])  # (B, 3, H, D)
    _c = torch.index_put_(cache, annotate(List[Optional[Tensor]], [places]), torch.slice(heads, 1, 1, 3))
    q = torch.unsqueeze(torch.select(heads, 1, 0), 2)
    y = torch.scaled_dot_product_attention(q, keys, values, mask, 0., False)  # (B, H, 1, D)
    return (self).mlp(x + (self).attn_out(torch.reshape(y, torch.size(x)), i, ), i, )

  # Where in a layer's cache (2 N H S, D) position `at` of each row lies: (B, 2, H).
  def places(self: __torch__.M, at: Tensor, n: int) -> Tensor:
    S = torch.size(self.wpe, 0)
    device = ops.prim.device(at)
    row = torch.view(torch.arange(torch.size(at, 0), dtype=4, device=device), [-1, 1, 1])
    half = torch.view(torch.arange(2, dtype=4, device=device), [1, 2, 1])
    head = torch.arange(self.n_head, dtype=4, device=device)
    return ((half * n + row) * self.n_head + head) * S + torch.view(at, [-1, 1, 1])

  # Draws n tokens a row, n the columns of uniforms (B, n), and gives them as (B, n). A row that ends goes on.
  #   rows (B, 3)    last token so far, not yet in the cache; where it stands; steps done so far
  #   shared         low, width, stride, positions, whether any row has top-p, largest top-k, first row of the head that is kept
  #   counts (B, 4)  width, end, top_k, greedy
  #   scales (B, 3)  temperature, top_p, min_end_p
  # Ranges are as in gpt.py's `generate`, but rows at even and at odd steps go together. `positions` is that of no row
  # after the chunk, or larger. `shared` is in host memory.
  def generate_in_slots(self: __torch__.M, rows: Tensor, cache: Tensor, uniforms: Tensor, shared: Tensor, counts: Tensor, scales: Tensor) -> Tensor:
    B, n = torch.size(uniforms)
    low = int(shared[0])
    width = int(shared[1])
    stride = int(shared[2])
    kept = int(shared[6])
    length = ops.prim.min(int(shared[3]), torch.size(self.wpe, 0))
    layers = torch.unbind(cache, 0)
    flat = annotate(List[Tensor], [])
    keys = annotate(List[Tensor], [])
    values = annotate(List[Tensor], [])
    for i in range(self.n_layer):
      past = torch.slice(torch.slice(layers[i], 1, 0, B), 3, 0, length)
      _f = torch.append(flat, torch.view(layers[i], [-1, torch.size(cache, 5)]))
      _k = torch.append(keys, past[0])
      _v = torch.append(values, past[1])
    token = rows[:, 0]
    at = rows[:, 1]
    places = (self).places(at, torch.size(cache, 2), )
    index = torch.arange(length, dtype=4, device=ops.prim.device(rows))
    mask = torch.masked_fill(torch.new_zeros(self.wpe, [B, length]), torch.ge(index, torch.unsqueeze(at, 1)), -inf)
    columns = torch.arange(width, dtype=4, device=ops.prim.device(rows))
    outside = torch.ge(columns, counts[:, 0:1])  # (B, width)
    parity = torch.remainder(rows[:, 2:3], 2)
    even = parity * stride
    odd = (1 - parity) * stride
    greedy = torch.ne(counts[:, 3], 0)
    filters = torch.slice(shared, 0, 4, 6)
    tokens = annotate(List[Tensor], [])
    for j in range(n):
      _m = torch.scatter_(mask, 1, torch.unsqueeze(at, 1), 0.)
      p = torch.embedding(self.wpe, at)
      x = torch.unsqueeze(torch.to(torch.embedding(self.wte, token), ops.prim.dtype(p)) + p, 1)  # (B, 1, E)
      for i in range(self.n_layer):
        x = (self).block_of_slots(x, i, flat[i], keys[i], values[i], places, torch.view(mask, [B, 1, 1, length]), )
      h = (self).norm(x[:, 0], self.ln_f_w, self.ln_f_b, )
      logits = torch.linear(h, torch.slice(self.head, 0, low - kept, low - kept + stride + width), None)
      first = even
      if torch.eq(torch.remainder(j, 2), 1):
        first = odd
      else:
        pass
      if torch.gt(stride, 0):
        logits = torch.gather(logits, 1, first + columns)
      else:
        pass
      drawn = (self).draw_all(logits, outside, uniforms[:, j:j + 1], counts, greedy, scales, filters, )
      token = drawn + first[:, 0] + low
      _t = torch.append(tokens, token)
      at = at + 1
      places = places + 1
    return torch.stack(tokens, 1)
