# Sends a file of raw µ-law as RTP in real time, then digits (RFC 4733, payload type 101; a comma is a second of silence):
# perl rtp.pl HOST PORT FILE LOCAL-ADDRESS [DIGITS]
use strict;
use warnings;
use Socket qw(:DEFAULT getaddrinfo AI_NUMERICHOST SOCK_DGRAM);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);

my ($host, $port, $file, $local, $digits) = @ARGV;
s/^\[|\]$//g for $host, $local;
my $to   = address($host,  $port);
my $from = address($local, 0);
socket(my $socket, $to->{family}, SOCK_DGRAM, 0) or die "socket: $!\n";
bind($socket, $from->{addr}) or die "bind $local: $!\n";
open(my $sound, '<:raw', $file) or die "$file: $!\n";

my ($sequence, $timestamp, $ssrc) = (int rand 65536, int rand 2**31, int rand 2**32);
my $start = clock_gettime(CLOCK_MONOTONIC);
my $packets = 0;
while (read($sound, my $payload, 160)) {
    sound($payload);
}
for my $digit (split //, $digits // '') {
    if ($digit eq ',') {
        sound("\xff" x 160) for 1 .. 50;
        next;
    }
    # One event is one timestamp: its duration grows, its end is said three times (RFC 4733 section 2.5.1.4).
    for my $i (1 .. 8) {
        my $duration = 160 * ($i > 5 ? 5 : $i);
        packet(101 | ($i == 1 ? 0x80 : 0), $timestamp, pack('CCn', index('0123456789*#ABCD', $digit), ($i > 5 ? 0x80 : 0) | 10, $duration));
    }
    $timestamp += 8 * 160;
}

sub sound {
    packet(0, $timestamp, $_[0]);
    $timestamp += length $_[0];
}

sub packet {
    my ($type, $time, $payload) = @_;
    my $wait = $start + $packets++ * 0.02 - clock_gettime(CLOCK_MONOTONIC);
    sleep $wait if $wait > 0;
    # RFC 3550 section 5.1: version 2.
    send($socket, pack('CCnNN', 0x80, $type, $sequence++ & 0xffff, $time, $ssrc) . $payload, 0, $to->{addr});
}

sub address {
    my ($error, $found) = getaddrinfo($_[0], $_[1], { flags => AI_NUMERICHOST, socktype => SOCK_DGRAM });
    die "$_[0]: $error\n" if $error;
    return $found;
}
