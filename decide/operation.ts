/** What people do with page-table sharing, in words that no generation of the interface has of its own. */

/** Who acts. A begins, B and C join; a child is called by the name of its parent and its number: A1. */
export type Who = string;

/** What is allowed from now on: nothing, loads, or loads and stores. */
export type Allowed = 'nothing' | 'loads' | 'stores';

export type Operation =
  /** A region comes to be, with one object in it, and its maker reaches it. */
  | { readonly do: 'create'; readonly by: Who }
  /** Somebody else reaches the region as well; `elsewhere`: at another address; `reading`: asks for loads alone. */
  | { readonly do: 'join'; readonly by: Who; readonly how?: 'elsewhere' | 'reading' }
  /** Reaches the same object by ordinary means, without asking for sharing. */
  | { readonly do: 'map plainly'; readonly by: Who }
  | { readonly do: 'write'; readonly by: Who; readonly page?: number }
  | { readonly do: 'read'; readonly by: Who; readonly page?: number }
  /** The protection of pages is changed: of one where their number is left out. */
  | { readonly do: 'protect'; readonly by: Who; readonly allow: Allowed; readonly page?: number; readonly pages?: number }
  /** Another object is placed in the region, behind the first one. */
  | { readonly do: 'place'; readonly by: Who; readonly object: 'file' | 'anonymous' }
  /** A page is taken out of the region, for all. */
  | { readonly do: 'withdraw'; readonly by: Who; readonly page?: number }
  | { readonly do: 'leave'; readonly by: Who }
  /** Gives up a part of what it reaches. */
  | { readonly do: 'leave in part'; readonly by: Who }
  | { readonly do: 'exit'; readonly by: Who }
  | { readonly do: 'fork'; readonly by: Who; readonly child: Who }
  /** Nobody shall join any more. */
  | { readonly do: 'forget'; readonly by: Who }
  /** Asks how large and how aligned a region must be. */
  | { readonly do: 'ask the unit'; readonly by: Who };

const VERBS: Readonly<Record<Operation['do'], string>> = {
  create: 'creates the region',
  join: 'joins',
  'map plainly': 'maps the object without asking for sharing',
  write: 'writes',
  read: 'reads',
  protect: 'allows',
  place: 'places',
  withdraw: 'takes a page out for all',
  leave: 'leaves',
  'leave in part': 'leaves a part of the region',
  exit: 'exits',
  fork: 'forks',
  forget: 'makes the region unjoinable',
  'ask the unit': 'asks for the unit of sharing',
};

/** The operation in words: "B joins at another address". */
export function wordsOf(operation: Operation): string {
  return `${operation.by} ${VERBS[operation.do]}${restOf(operation)}`;
}

function restOf(operation: Operation): string {
  switch (operation.do) {
    case 'join':
      return operation.how === undefined ? '' : operation.how === 'elsewhere' ? ' at another address' : ' for reading alone';
    case 'protect':
      return ` ${operation.allow === 'stores' ? 'loads and stores' : operation.allow} on a page`;
    case 'place':
      return operation.object === 'file' ? ' another file in it' : ' anonymous memory in it';
    case 'fork':
      return ` ${operation.child}`;
    default:
      return '';
  }
}
