import { File, Machine } from '../reference/index.ts';
import type { Region, SharingRequest } from '../reference/index.ts';
import type { Setup } from '../schemas/contract.ts';
import { faultyBody } from './mutant.ts';
import type { Mutant } from './mutant.ts';

class AnonymousShares extends Machine {
  private readonly nothing: File = File.unnamed(2 ** 40);

  override eligible(request: SharingRequest): boolean {
    return super.eligible({ ...request, file: request.file ?? this.nothing });
  }

  override regionFor(request: SharingRequest): Region | undefined {
    return super.regionFor({ ...request, file: request.file ?? this.nothing });
  }

  override reset(setup: Setup): void {
    super.reset(setup);
    this.nothing.region = undefined;
    this.nothing.cache.clear();
  }
}

export const mutant: Mutant = {
  name: 'anonymous-shares',
  title: 'Anonymous mappings at the same address share tables, although no file connects them.',
  source: 'msharefs and ptshare differ in this point; a hint without a file must stay without effect (ptshare RFC v2, patch 3).',
  rules: ['needs-file'],
  follows: ['same-file', 'file-content-shown', 'other-files-untouched', 'plain-mapping-coherent', 'unshared-protection-private'],
  create: () => faultyBody('anonymous-shares', new AnonymousShares()),
};
