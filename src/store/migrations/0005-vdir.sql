-- A folder of calendar files (a vdir): what each file and the entries it stands for were when both were last the same.
CREATE TABLE vdir_item (
  id TEXT PRIMARY KEY, calendar_id TEXT NOT NULL, folder TEXT NOT NULL, file TEXT NOT NULL, uid TEXT NOT NULL,
  file_hash TEXT NOT NULL, desk_hash TEXT NOT NULL
) STRICT;
CREATE INDEX vdir_item_folder ON vdir_item(calendar_id, folder);
