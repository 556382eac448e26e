-- A store of version 1 as SQLite wrote it (sqlite3's dump). Samples are never edited: a newer version adds its own.
PRAGMA application_id = 1668444977;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE cr_document (
	doc_digest TEXT NOT NULL, 
	body TEXT, 
	purge_no INTEGER, 
	PRIMARY KEY (doc_digest)
)
 STRICT

;
INSERT INTO "cr_document" VALUES('0b5d8f99e3b20a65db2467afd0856ce9ecd464c321bf3c70171c8b80ce4f098b','{"as_of":"2023-09-01","mark":"","place":"某县","policy":"pengshui-2023"}',NULL);
INSERT INTO "cr_document" VALUES('9ff1448aa9e08b254819818fc6d4bfb88ac6214e6a9abf2e96794cb5f4914006','{"people":[{"id":"p1","name":"欧阳无名"}],"place":"某县","year":2023}',NULL);
INSERT INTO "cr_document" VALUES('3ce935b8e1531201151c3bafbe64b9ba60a4a41c8dbdc5788ec03f56626f5156','{"kind":"suggestion","number":1}',NULL);
INSERT INTO "cr_document" VALUES('9f08679e8b2d9a0710e50131342ca1a16d3401b9cba4f20aa3d35430a314856e',NULL,3);
INSERT INTO "cr_document" VALUES('9f301aa04f20755f5db921913d14afe1fe76e7f926ca92e8bd8462bac9f3ba74','{"because":null,"breach":"missing","clause":"三.1.d","done":null,"due":"2023-05-23","due_range":null,"id":"suggestion/2023/1","message":{"en":"caizheng is late.","zh":"caizheng：逾期。"},"unit":"caizheng","verdict":"broken"}',NULL);
INSERT INTO "cr_document" VALUES('1d39f057f98e0fce211f10c8f72ebec836dab5adc4a233904373e0e880e6d41f',NULL,3);
INSERT INTO "cr_document" VALUES('9f95a183d3937d6153fee3cbf9fe8330688ef7e089eed29f11ee2d763564d77f','{"by":"欧阳无名","note":"第一步","salt":"2610a788d5080bfe637c1fa27f8cb656"}',NULL);
CREATE TABLE cr_entry (
	entry_no INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	link TEXT NOT NULL, 
	PRIMARY KEY (entry_no)
)
 STRICT

;
INSERT INTO "cr_entry" VALUES(1,'run','60caa9cda3e778df8bd231e3c1cbd07c4877799a11540ab2f820275867ab3bd6','6b4180bfd454e8d1cc00ac73e23c3486b7b234fb94ddbf9d0556f1d044485c0c');
INSERT INTO "cr_entry" VALUES(2,'step','710db2def76e3e8f29a7b32ae7d9af8ecf324c9554c404a728b6fcdc6fd0e5d4','e6c9495ca66e9cd77cc05117c45a65ef846fd7e3e29f033f2e441e018cf9e316');
INSERT INTO "cr_entry" VALUES(3,'purge','bd8f95e6c11dfdef8142652fed7ced7b9c2171212e746ae9d3ac0b1862977a07','ee7aaa0bea55afc788f65b7d7387c106b5006af3205d1bae85ec30b423df6138');
CREATE TABLE cr_finding (
	run_no INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	finding_id TEXT NOT NULL, 
	rule_id TEXT NOT NULL, 
	case_ref TEXT, 
	unit_id TEXT NOT NULL, 
	answers_id TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	breach TEXT, 
	because TEXT, 
	due TEXT, 
	due_first TEXT, 
	due_last TEXT, 
	done TEXT, 
	doc_digest TEXT NOT NULL, 
	link TEXT NOT NULL, 
	PRIMARY KEY (run_no, position), 
	FOREIGN KEY(run_no) REFERENCES cr_run (run_no), 
	FOREIGN KEY(doc_digest) REFERENCES cr_document (doc_digest)
)
 STRICT

;
INSERT INTO "cr_finding" VALUES(1,1,'COHAND-01/suggestion/2023/1/caizheng/notice/0','COHAND-01','suggestion/2023/1','caizheng','caizheng','broken','missing',NULL,'2023-05-23',NULL,NULL,NULL,'9f301aa04f20755f5db921913d14afe1fe76e7f926ca92e8bd8462bac9f3ba74','44dd56894693a30e4b790efc44b09a2d0869ed2ebed363db25f49554dbb41ba3');
INSERT INTO "cr_finding" VALUES(1,2,'COHAND-01/suggestion/2023/2/caizheng/notice/0','COHAND-01','suggestion/2023/2','caizheng','caizheng','broken','missing',NULL,'2023-05-23',NULL,NULL,NULL,'1d39f057f98e0fce211f10c8f72ebec836dab5adc4a233904373e0e880e6d41f','e49618f942128e0bf2f919930f2f849b403da4d7c7c8a1f4185d41f57908a1e0');
CREATE TABLE cr_message (
	message_no INTEGER NOT NULL, 
	message_key TEXT NOT NULL, 
	run_no INTEGER NOT NULL, 
	finding_id TEXT NOT NULL, 
	case_ref TEXT, 
	unit_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	verdict TEXT, 
	outcome TEXT NOT NULL, 
	doc_digest TEXT, 
	body TEXT, 
	queue_state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	may_have INTEGER NOT NULL, 
	due_at TEXT, 
	settled_at TEXT, 
	PRIMARY KEY (message_no), 
	UNIQUE (message_key), 
	FOREIGN KEY(run_no) REFERENCES cr_run (run_no), 
	FOREIGN KEY(doc_digest) REFERENCES cr_document (doc_digest)
)
 STRICT

;
INSERT INTO "cr_message" VALUES(1,'7ca097d8f5e464e02f9778d8c501a02d7d9c3131e35fc02c98278b8f4bb9136a',1,'COHAND-01/suggestion/2023/1/caizheng/notice/0','suggestion/2023/1','caizheng','new',1,'broken','cbba60a357707f6ff9c6f101304555e631b617495ab6202f62dbbca671ea1529','9f301aa04f20755f5db921913d14afe1fe76e7f926ca92e8bd8462bac9f3ba74','{"as_of": "2023-09-01", "case": "suggestion/2023/1", "finding": "COHAND-01/suggestion/2023/1/caizheng/notice/0", "key": "7ca097d8f5e464e02f9778d8c501a02d7d9c3131e35fc02c98278b8f4bb9136a", "kind": "new", "revision": 1, "rule": "COHAND-01", "run": "0b5d8f99e3b20a65db2467afd0856ce9ecd464c321bf3c70171c8b80ce4f098b", "schema": "caserules.message/1", "subject": {"en": "Found in checking: suggestion 2023/1, Co-handling opinion in time", "zh": "核查提示：建议 2023/1 协办意见按期送达"}, "text": {"en": "As of 2023-09-01: caizheng is late.\nGround: 三.1.d (COHAND-01).\nA first reading by machine, which a person must confirm; if it is wrong, or more is to be said, tell whoever sent this.\n", "zh": "截至 2023-09-01：caizheng：逾期。\n依据：三.1.d（COHAND-01）。\n系统初判，须经人工复核；有异议或有补充材料，请告知发出本提示的单位。\n"}, "unit": "caizheng"}','sent',1,1,NULL,'2023-09-01T08:00:00Z');
INSERT INTO "cr_message" VALUES(2,'349def04193e9da306bb7db4a6d5f2efc35d106afa4dfdc96a1e404ad8329635',1,'COHAND-01/suggestion/2023/2/caizheng/notice/0','suggestion/2023/2','caizheng','new',1,'broken','cbba60a357707f6ff9c6f101304555e631b617495ab6202f62dbbca671ea1529','1d39f057f98e0fce211f10c8f72ebec836dab5adc4a233904373e0e880e6d41f',NULL,'overtaken',0,0,NULL,NULL);
CREATE TABLE cr_meta (
	meta_name TEXT NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (meta_name)
)
 STRICT

;
INSERT INTO "cr_meta" VALUES('schema','1');
INSERT INTO "cr_meta" VALUES('head','3 ee7aaa0bea55afc788f65b7d7387c106b5006af3205d1bae85ec30b423df6138');
CREATE TABLE cr_piece (
	run_no INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	case_ref TEXT NOT NULL, 
	doc_digest TEXT NOT NULL, 
	PRIMARY KEY (run_no, position), 
	FOREIGN KEY(run_no) REFERENCES cr_run (run_no), 
	FOREIGN KEY(doc_digest) REFERENCES cr_document (doc_digest)
)
 STRICT

;
INSERT INTO "cr_piece" VALUES(1,1,'suggestion/2023/1','3ce935b8e1531201151c3bafbe64b9ba60a4a41c8dbdc5788ec03f56626f5156');
INSERT INTO "cr_piece" VALUES(1,2,'suggestion/2023/2','9f08679e8b2d9a0710e50131342ca1a16d3401b9cba4f20aa3d35430a314856e');
CREATE TABLE cr_purge (
	entry_no INTEGER NOT NULL, 
	case_ref TEXT, 
	before_no INTEGER, 
	documents INTEGER NOT NULL, 
	messages INTEGER NOT NULL, 
	PRIMARY KEY (entry_no), 
	FOREIGN KEY(entry_no) REFERENCES cr_entry (entry_no)
)
 STRICT

;
INSERT INTO "cr_purge" VALUES(3,'suggestion/2023/2',NULL,2,1);
CREATE TABLE cr_run (
	run_no INTEGER NOT NULL, 
	run_key TEXT NOT NULL, 
	place TEXT NOT NULL, 
	register_year INTEGER NOT NULL, 
	policy_id TEXT NOT NULL, 
	as_of TEXT NOT NULL, 
	findings INTEGER NOT NULL, 
	compared_no INTEGER, 
	is_current INTEGER NOT NULL, 
	receipt_digest TEXT NOT NULL, 
	head_digest TEXT, 
	pieces_link TEXT NOT NULL, 
	findings_link TEXT NOT NULL, 
	PRIMARY KEY (run_no), 
	FOREIGN KEY(run_no) REFERENCES cr_entry (entry_no), 
	UNIQUE (run_key)
)
 STRICT

;
INSERT INTO "cr_run" VALUES(1,'0b5d8f99e3b20a65db2467afd0856ce9ecd464c321bf3c70171c8b80ce4f098b','某县',2023,'pengshui-2023','2023-09-01',2,NULL,1,'0b5d8f99e3b20a65db2467afd0856ce9ecd464c321bf3c70171c8b80ce4f098b','9ff1448aa9e08b254819818fc6d4bfb88ac6214e6a9abf2e96794cb5f4914006','212bfc2495216b557076440a46a5399dc9f2a9be06bc1b67b0624a05ee6a80a6','e49618f942128e0bf2f919930f2f849b403da4d7c7c8a1f4185d41f57908a1e0');
CREATE TABLE cr_step (
	entry_no INTEGER NOT NULL, 
	finding_id TEXT NOT NULL, 
	step_state TEXT NOT NULL, 
	step_day TEXT NOT NULL, 
	doc_digest TEXT NOT NULL, 
	PRIMARY KEY (entry_no), 
	FOREIGN KEY(entry_no) REFERENCES cr_entry (entry_no), 
	FOREIGN KEY(doc_digest) REFERENCES cr_document (doc_digest)
)
 STRICT

;
INSERT INTO "cr_step" VALUES(2,'COHAND-01/suggestion/2023/1/caizheng/notice/0','draft','2023-09-01','9f95a183d3937d6153fee3cbf9fe8330688ef7e089eed29f11ee2d763564d77f');
CREATE INDEX cr_finding_by_id ON cr_finding (finding_id);
COMMIT;
