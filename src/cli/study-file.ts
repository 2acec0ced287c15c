import { basename, dirname, extname, join, resolve } from 'node:path';
import { memoryStore, type Store } from '../jobs/store.js';
import { isFolder, readText } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { type Study, study } from '../studies/study.js';
import type { StudySettings } from '../studies/study-spec.js';
import { valueFromFile } from './settings/file.js';

/** A study of a file, and where its outcomes are kept. */
export interface OpenedStudy {
  readonly plan: Study;
  /** The folder of the store. */
  readonly folder: string;
}

/**
 * Reads a study from a file in YAML or JSON. Its tables are read; their paths, and that of the store, count from its own
 * folder.
 *
 * @param store - a folder that takes the place of the file's; without any it is `runs/` and the name of the study
 * @throws EbitError 'file' if it or a table cannot be read; as `study`
 */
export function openStudy(path: string, store: string | undefined): OpenedStudy {
  const settings = valueFromFile(path, `The study "${path}"`) as StudySettings | null;
  const isObject = typeof settings === 'object' && settings !== null && !Array.isArray(settings);
  const named = isObject ? { ...settings, name: settings.name ?? basename(path, extname(path)) } : settings;
  const locate = (table: string) => resolve(dirname(path), table);
  const plan = study(named as StudySettings, { read: readText, locate });
  const own = (named as StudySettings).store;
  const usual = join('runs', plan.name.replace(/[^\w.-]+/g, '-'));
  return { plan, folder: store ?? (own === undefined ? usual : locate(own)) };
}

/** The store of a study to read in: a folder that is not there yet is not made for that. */
export function storeToRead({ folder }: OpenedStudy): Store {
  return isFolder(folder) ? folderStore(folder) : memoryStore();
}
