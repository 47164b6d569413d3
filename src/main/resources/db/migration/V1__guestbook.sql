-- An entry of the guestbook. Its visitor may edit it; times are UTC.
CREATE TABLE entry (
  id      BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  author  VARCHAR(80)   NOT NULL,
  message VARCHAR(2000) NOT NULL,
  created DATETIME(3)   NOT NULL,
  edited  DATETIME(3)   NULL,
  version INT           NOT NULL DEFAULT 0,
  visitor BINARY(16)    NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4;

-- The entry a key has created, so that a repeated request creates no second one.
CREATE TABLE idempotency_key (
  id       VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  digest   BINARY(32)   NOT NULL,
  entry_id BIGINT       NOT NULL,
  created  DATETIME(3)  NOT NULL,
  INDEX (created)
) ENGINE = InnoDB;
