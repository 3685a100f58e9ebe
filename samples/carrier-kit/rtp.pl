# Sends a file of raw µ-law as RTP in real time: perl rtp.pl HOST PORT FILE LOCAL-ADDRESS
use strict;
use warnings;
use Socket qw(:DEFAULT getaddrinfo AI_NUMERICHOST SOCK_DGRAM);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);

my ($host, $port, $file, $local) = @ARGV;
s/^\[|\]$//g for $host, $local;
my $to   = address($host,  $port);
my $from = address($local, 0);
socket(my $socket, $to->{family}, SOCK_DGRAM, 0) or die "socket: $!\n";
bind($socket, $from->{addr}) or die "bind $local: $!\n";
open(my $sound, '<:raw', $file) or die "$file: $!\n";

my ($sequence, $timestamp, $ssrc) = (int rand 65536, int rand 2**31, int rand 2**32);
my $start = clock_gettime(CLOCK_MONOTONIC);
for (my $packet = 0; read($sound, my $payload, 160); $packet++) {
    my $wait = $start + $packet * 0.02 - clock_gettime(CLOCK_MONOTONIC);
    sleep $wait if $wait > 0;
    # RFC 3550 section 5.1: version 2, payload type 0.
    send($socket, pack('CCnNN', 0x80, 0, $sequence++ & 0xffff, $timestamp, $ssrc) . $payload, 0, $to->{addr});
    $timestamp += length $payload;
}

sub address {
    my ($error, $found) = getaddrinfo($_[0], $_[1], { flags => AI_NUMERICHOST, socktype => SOCK_DGRAM });
    die "$_[0]: $error\n" if $error;
    return $found;
}
