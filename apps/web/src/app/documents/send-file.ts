import type { DocumentView, NewFile } from '@torv/shared/documents';
import { type Api, Submission } from '../platform/http/api';

/** Sends a file as it is; what it is called and stands on is in the address. */
export function sendFile(api: Api, url: string, file: File, subject: Omit<NewFile, 'name'>): Promise<DocumentView> {
  const query = new URLSearchParams({ ...subject, name: file.name });
  const bytes = new Blob([file], { type: 'application/octet-stream' });
  return api.post<DocumentView>(`${url}?${query}`, bytes, { submission: new Submission() });
}
