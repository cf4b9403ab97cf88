export const coverWidths = [160, 320, 640, 1280] as const;
export type CoverWidth = (typeof coverWidths)[number];
