-- The same machine as map_shared_pt.qnt, written a second time, by hand, for a checker that shares nothing with the first one.
-- It states no property: what is compared is how many states and transitions there are. A step is one rule with its
-- parameters, as an action with its arguments is in Quint.
--
-- rumur --deadlock-detection off --symmetry-reduction off --output p.c map_shared_pt.m
-- cc -std=c11 -O2 -march=native p.c -o p -lpthread -latomic && ./p

const
  PROCESSES: 2;
  CPUS: 2;
  FILES: 1;
  SLOTS: 1;
  INDICES: 2;

type
  process: 0 .. PROCESSES - 1;
  cpu: 0 .. CPUS - 1;
  file: 0 .. FILES - 1;
  slot: 0 .. SLOTS - 1;
  idx: 0 .. INDICES - 1;
  protection: enum { read_only, read_write };
  entry: enum { absent, maps_read_only, maps_read_write };

var
  alive: array[process] of boolean;
  sharing: array[process] of array[file] of boolean;
  live: array[file] of boolean;
  sharers: array[file] of 0 .. PROCESSES;
  mode: array[file] of protection;
  permitted: array[file] of array[slot] of array[idx] of protection;
  allocated: array[file] of array[slot] of boolean;
  links: array[file] of array[slot] of 0 .. PROCESSES + 1;
  entries: array[file] of array[slot] of array[idx] of entry;
  linked: array[process] of array[file] of array[slot] of boolean;
  tlb: array[cpu] of array[process] of array[file] of array[slot] of array[idx] of entry;

function maps(p: protection): entry;
begin
  if p = read_write then return maps_read_write; else return maps_read_only; endif;
end;

function permits(e: entry; store: boolean): boolean;
begin
  return e = maps_read_write | (e = maps_read_only & !store);
end;

function walk(p: process; f: file; s: slot; i: idx): entry;
begin
  if linked[p][f][s] then return entries[f][s][i]; else return absent; endif;
end;

function translation(c: cpu; p: process; f: file; s: slot; i: idx; store: boolean): entry;
begin
  if permits(tlb[c][p][f][s][i], store) then return tlb[c][p][f][s][i]; endif;
  if permits(walk(p, f, s, i), store) then return walk(p, f, s, i); endif;
  return absent;
end;

procedure flush_everywhere(f: file; s: slot; i: idx);
begin
  for c: cpu do
    for p: process do
      tlb[c][p][f][s][i] := absent;
    endfor;
  endfor;
end;

procedure clear_file(f: file);
begin
  live[f] := false;
  sharers[f] := 0;
  mode[f] := read_only;
  for s: slot do
    allocated[f][s] := false;
    links[f][s] := 0;
    for i: idx do
      permitted[f][s][i] := read_only;
      entries[f][s][i] := absent;
    endfor;
  endfor;
end;

procedure leave(p: process; f: file);
begin
  for s: slot do
    if linked[p][f][s] then
      linked[p][f][s] := false;
      links[f][s] := links[f][s] - 1;
    endif;
    for c: cpu do
      for i: idx do
        tlb[c][p][f][s][i] := absent;
      endfor;
    endfor;
  endfor;
  sharing[p][f] := false;
  sharers[f] := sharers[f] - 1;
  if sharers[f] = 0 then clear_file(f); endif;
end;

startstate begin
  for p: process do
    alive[p] := true;
    for f: file do
      sharing[p][f] := false;
      for s: slot do
        linked[p][f][s] := false;
        for c: cpu do
          for i: idx do
            tlb[c][p][f][s][i] := absent;
          endfor;
        endfor;
      endfor;
    endfor;
  endfor;
  for f: file do
    clear_file(f);
  endfor;
end;

ruleset p: process; f: file; prot: protection; aligned: boolean do
  rule "attach" alive[p] & !sharing[p][f] ==>
  begin
    if aligned & (!live[f] | mode[f] = prot) then
      if !live[f] then
        live[f] := true;
        mode[f] := prot;
        for s: slot do
          for i: idx do
            permitted[f][s][i] := prot;
          endfor;
        endfor;
      endif;
      sharing[p][f] := true;
      sharers[f] := sharers[f] + 1;
    endif;
  end;
endruleset;

ruleset p: process; f: file; s: slot; i: idx do
  rule "fault fills" sharing[p][f] & entries[f][s][i] = absent ==>
  begin
    if !allocated[f][s] then
      allocated[f][s] := true;
      links[f][s] := 1;
    endif;
    entries[f][s][i] := maps(permitted[f][s][i]);
  end;
endruleset;

ruleset p: process; f: file; s: slot do
  rule "fault links" sharing[p][f] & allocated[f][s] & !linked[p][f][s] ==>
  begin
    linked[p][f][s] := true;
    links[f][s] := links[f][s] + 1;
  end;
endruleset;

ruleset p: process; c: cpu; f: file; s: slot; i: idx; store: boolean do
  rule "access"
    alive[p] & (translation(c, p, f, s, i, store) != absent | !sharing[p][f] | (store & permitted[f][s][i] = read_only)) ==>
  begin
    -- A fault forgets: the translation is absent then.
    tlb[c][p][f][s][i] := translation(c, p, f, s, i, store);
  end;
endruleset;

ruleset p: process; c: cpu; f: file; s: slot; i: idx; prot: protection do
  rule "protect" sharing[p][f] ==>
  begin
    permitted[f][s][i] := prot;
    if entries[f][s][i] != absent then entries[f][s][i] := maps(prot); endif;
    flush_everywhere(f, s, i);
  end;
endruleset;

ruleset p: process; c: cpu; f: file; s: slot; i: idx do
  rule "reclaim" sharing[p][f] & entries[f][s][i] != absent ==>
  begin
    entries[f][s][i] := absent;
    flush_everywhere(f, s, i);
  end;
endruleset;

ruleset p: process; c: cpu; f: file do
  rule "detach" sharing[p][f] ==> begin leave(p, f); end;
endruleset;

ruleset p: process; f: file do
  rule "detach a part" sharing[p][f] ==> begin end;
endruleset;

ruleset p: process; c: cpu do
  rule "exit" alive[p] & exists q: process do q != p & alive[q] endexists ==>
  begin
    alive[p] := false;
    for f: file do
      if sharing[p][f] then leave(p, f); endif;
    endfor;
  end;
endruleset;

ruleset p: process; child: process do
  rule "fork" alive[p] & !alive[child] ==>
  begin
    alive[child] := true;
    for f: file do
      if sharing[p][f] then
        sharing[child][f] := true;
        sharers[f] := sharers[f] + 1;
      endif;
    endfor;
  end;
endruleset;
