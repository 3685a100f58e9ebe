# Writes the digits (RFC 4733, payload type 101) that arrive at a port to a file, for at most 30 seconds: perl hear.pl LOCAL-ADDRESS PORT FILE
use strict;
use warnings;
use Socket qw(:DEFAULT getaddrinfo AI_NUMERICHOST AI_PASSIVE SOCK_DGRAM);

my ($local, $port, $file) = @ARGV;
$local =~ s/^\[|\]$//g;
my ($error, $own) = getaddrinfo($local, $port, { flags => AI_NUMERICHOST | AI_PASSIVE, socktype => SOCK_DGRAM });
die "$local: $error\n" if $error;
socket(my $socket, $own->{family}, SOCK_DGRAM, 0) or die "socket: $!\n";
bind($socket, $own->{addr}) or die "bind $local:$port: $!\n";
open(my $heard, '>', $file) or die "$file: $!\n";
$heard->autoflush(1);

my $last = '';
local $SIG{ALRM} = sub { exit };
alarm 30;
while (defined recv($socket, my $datagram, 2048, 0)) {
    next if length $datagram < 16;
    my (undef, $type, undef, $timestamp, $ssrc) = unpack 'CCnNN', $datagram;
    next if ($type & 0x7f) != 101 || "$ssrc/$timestamp" eq $last;
    $last = "$ssrc/$timestamp";
    print $heard substr('0123456789*#ABCD', ord(substr $datagram, 12, 1) & 15, 1);
}
