import type { Report } from '../schemas/generated/types.ts';

export interface RenderOptions {
  /** Terminal colours; formats other than text leave it aside. */
  readonly colour?: boolean;
}

/** One way to write a report down. */
export interface Format {
  readonly name: string;
  /** Of its files, without the dot. */
  readonly extension: string;
  readonly title: string;
  readonly render: (report: Report, options: RenderOptions) => string;
}
