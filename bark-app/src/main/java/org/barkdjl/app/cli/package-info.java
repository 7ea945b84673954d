/**
 * What every command is made of: its line, its options, the terminal, exit codes, failures in
 * words.
 */
package org.barkdjl.app.cli;
