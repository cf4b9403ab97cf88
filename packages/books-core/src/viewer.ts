/** Who looks at the library. */
export interface Viewer {
  readonly userId: number;
  /** All permissions held globally, implied ones included. Grants for single books are read from the database. */
  readonly permissions: ReadonlySet<string>;
}

/** Whether the viewer holds globally what a tag requires. */
export function holdsRequired(viewer: Viewer, requiredPermission: string | null): boolean {
  return (
    requiredPermission === null ||
    viewer.permissions.has(requiredPermission) ||
    viewer.permissions.has('admin.full')
  );
}

/** A viewer as arguments of a prepared query. */
export interface ViewerArguments {
  readonly viewerId: number;
  /** JSON array of permission names. */
  readonly viewerPermissions: string;
}

export function viewerArguments(viewer: Viewer): ViewerArguments {
  return { viewerId: viewer.userId, viewerPermissions: JSON.stringify([...viewer.permissions].sort()) };
}
