import { describe, expect, test } from 'vitest';
import { QUESTIONS, profileNamed, profiles } from '../../spec/index.ts';
import { refusal } from '../schemas/refusal.ts';

describe('a profile by its name', () => {
  test.each(profiles)('$id', (profile) => {
    expect(profileNamed(profile.id)).toBe(profile);
  });

  test('every question is open by default', () => {
    expect(new Set(Object.values(profileNamed('default').choices))).toEqual(new Set(['either']));
    expect(Object.keys(profileNamed('default').choices)).toEqual(Object.keys(QUESTIONS));
  });

  test('choices of its own, on a profile or on the default', () => {
    const strict = profileNamed('strict,q-dontneed=keep');
    expect(strict.choices).toEqual({ ...profileNamed('strict').choices, 'q-dontneed': 'keep' });
    expect(profileNamed('q-dontneed=keep').choices).toEqual({ ...profileNamed('default').choices, 'q-dontneed': 'keep' });
  });

  test('the same choices have the same name', () => {
    expect(profileNamed('q-mremap=move,q-dontneed=keep').id).toBe('default,q-dontneed=keep,q-mremap=move');
    expect(profileNamed('default,q-dontneed=keep,q-mremap=move').id).toBe('default,q-dontneed=keep,q-mremap=move');
    expect(profileNamed('strict,q-info-again=either').id).toBe('strict,q-info-again=either');
    expect(profileNamed('strict,q-info-again=again').id).toBe('strict');
  });

  test.each([
    ['lax', 'unknown-profile', 'known: default, hint, strict'],
    ['', 'unknown-profile', 'known: '],
    ['lax,q-dontneed=keep', 'unknown-profile', 'known: '],
    ['strict,q-dontned=keep', 'unknown-question', 'Did you mean q-dontneed?'],
    ['strict,', 'unknown-question', 'list questions'],
    ['constructor=keep', 'unknown-question', 'list questions'],
    ['q-dontneed=move', 'unknown-reading', 'readings: keep, refuse, either'],
    ['q-dontneed=', 'unknown-reading', 'readings: keep, refuse, either'],
    ['strict,q-dontneed', 'unknown-reading', 'readings: keep, refuse, either'],
    ['q-dontneed=keep,q-mremap=move,q-dontneed=refuse', 'chosen-twice', 'either'],
  ])('%j is refused', (text, code, hint) => {
    const error = refusal(() => profileNamed(text));
    expect(error.code).toBe(code);
    expect(error.hint).toContain(hint);
  });
});
