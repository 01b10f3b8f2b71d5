-- What migrations 0030 to 0036 have brought: faults of sums, runs of the backup, a second factor.
insert into sum_fault (school_id, academic_year, sums, part, stored, counted) values (13, 2026, 'section_tally', 'term 1', '[1]', '[2]');
insert into backup_run (at, kind, file_name, seconds, bytes, rows, files) values ('2026-11-20 02:00+07', 'backup', 'truong-20261119-190000.age', 3.5, 4096, 120, 1);
insert into second_factor (account_id, secret, confirmed_at, last_step) select id, '\x01020304', '2026-11-20 08:00+07', 59000000 from account where login = 'ht.phucuong';
insert into recovery_code (account_id, code_hash) select id, '\x0a0b0c' from account where login = 'ht.phucuong';
