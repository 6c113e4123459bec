-- Processes that share the leaf tables of files: the same model as explore/models/sharing, for rumur.
-- The benchmark writes other bounds into the four constants.
const
  P: 3;
  F: 1;
  B: 2;
  G: 2;

type
  Process: scalarset(P);
  File: 0 .. F - 1;
  Block: 0 .. B - 1;
  Page: 0 .. G - 1;
  Access: 0 .. 2;        -- none; read; read and write
  Offset: 0 .. 2;        -- of a mapping from where it has to be; only 0 is right

var
  alive: array [Process] of boolean;
  attached: array [Process] of array [File] of boolean;
  link: array [Process] of array [File] of array [Block] of boolean;   -- PMD entry to the leaf table of the host
  guests: array [File] of 0 .. P;
  live: array [File] of boolean;
  allowed: array [File] of array [Block] of Access;
  leaf: array [File] of array [Block] of boolean;
  entry: array [File] of array [Block] of array [Page] of Access;

procedure clear_host(f: File);
begin
  live[f] := false;
  for b: Block do
    allowed[f][b] := 0;
    leaf[f][b] := false;
    for g: Page do entry[f][b][g] := 0; end;
  end;
end;

procedure leave(p: Process; f: File);
begin
  attached[p][f] := false;
  for b: Block do link[p][f][b] := false; end;
  guests[f] := guests[f] - 1;
  if guests[f] = 0 then clear_host(f); end;
end;

procedure touch(p: Process; f: File; b: Block);
begin
  leaf[f][b] := true;
  link[p][f][b] := true;
end;

ruleset first: Process do
  startstate begin
    for p: Process do
      alive[p] := (p = first);
      for f: File do
        attached[p][f] := false;
        for b: Block do link[p][f][b] := false; end;
      end;
    end;
    for f: File do
      guests[f] := 0;
      clear_host(f);
    end;
  end;
end;

ruleset p: Process; f: File; offset: Offset; access: 1 .. 2 do
  rule "mmap" alive[p] & !attached[p][f] ==> begin
    if offset = 0 then
      if !live[f] then
        live[f] := true;
        for b: Block do allowed[f][b] := access; end;
      end;
      guests[f] := guests[f] + 1;
      attached[p][f] := true;
    end;
  end;
end;

ruleset p: Process; f: File; b: Block; g: Page do
  rule "load" attached[p][f] ==> begin
    touch(p, f, b);
    if entry[f][b][g] = 0 then entry[f][b][g] := 1; end;
  end;

  rule "store" attached[p][f] ==> begin
    if allowed[f][b] = 2 then
      touch(p, f, b);
      entry[f][b][g] := 2;
    end;
  end;
end;

ruleset p: Process; f: File; b: Block; access: 1 .. 2 do
  rule "mprotect" attached[p][f] ==> begin
    allowed[f][b] := access;
    for g: Page do
      if entry[f][b][g] > access then entry[f][b][g] := access; end;
    end;
  end;
end;

ruleset p: Process; f: File do
  rule "munmap" attached[p][f] ==> begin leave(p, f); end;
end;

ruleset p: Process do
  rule "exit" alive[p] & exists q: Process do q != p & alive[q] end ==> begin
    for f: File do
      if attached[p][f] then leave(p, f); end;
    end;
    alive[p] := false;
  end;
end;

ruleset p: Process; child: Process do
  rule "fork" alive[p] & !alive[child] ==> begin
    alive[child] := true;
    for f: File do
      if attached[p][f] then
        attached[child][f] := true;
        guests[f] := guests[f] + 1;
      end;
    end;
  end;
end;

ruleset f: File; b: Block; g: Page do
  rule "reclaim" entry[f][b][g] != 0 ==> begin entry[f][b][g] := 0; end;
end;

invariant "a host lives as long as it has guests"
  forall f: File do live[f] = (guests[f] > 0) end;

invariant "who is attached is alive"
  forall p: Process do forall f: File do attached[p][f] -> alive[p] end end;

invariant "a link leads to a table of the host"
  forall p: Process do forall f: File do forall b: Block do
    link[p][f][b] -> (attached[p][f] & leaf[f][b])
  end end end;

invariant "no table without a host"
  forall f: File do forall b: Block do leaf[f][b] -> live[f] end end;

invariant "no entry grants more than its block, or has no table"
  forall f: File do forall b: Block do forall g: Page do
    entry[f][b][g] <= allowed[f][b] & (entry[f][b][g] = 0 | leaf[f][b])
  end end end;
