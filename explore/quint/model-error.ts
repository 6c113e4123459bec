/** What cannot be compiled, or went wrong while a compiled model ran. `where`: module, file and place, where they are known. */
export class ModelError extends Error {
  readonly where: string;

  constructor(message: string, where: string) {
    super(where === '' ? message : `${message} (${where})`);
    this.name = 'ModelError';
    this.where = where;
  }
}
