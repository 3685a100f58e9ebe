# Holds two calls to a number and connects their called parties, an attended transfer (RFC 5589 section 7.3). It passes when the transfer is
# told to have worked and both calls are hung up: perl attended.pl HOST:PORT LOCAL-ADDRESS CALLER NUMBER
use strict;
use warnings;
use Socket qw(:DEFAULT getaddrinfo AI_NUMERICHOST SOCK_DGRAM);
use Time::HiRes qw(time);

my ($target, $local, $caller, $number) = @ARGV;
my ($host, $port) = $target =~ /^\[?(.*?)\]?:(\d+)$/ or die "HOST:PORT is needed\n";
$local =~ s/^\[|\]$//g;
my ($error, $to) = getaddrinfo($host, $port, { socktype => SOCK_DGRAM });
die "$host: $error\n" if $error;
($error, my $from) = getaddrinfo($local, 0, { flags => AI_NUMERICHOST, socktype => SOCK_DGRAM });
die "$local: $error\n" if $error;
socket(my $socket, $to->{family}, SOCK_DGRAM, 0) or die "socket: $!\n";
bind($socket, $from->{addr}) && connect($socket, $to->{addr}) or die "$target: $!\n";
my $family = $to->{family} == AF_INET ? 4 : 6;
my $bound = $family == 4 ? (unpack_sockaddr_in(getsockname $socket))[0] : (Socket::unpack_sockaddr_in6(getsockname $socket))[0];
my $own = ($family == 4 ? $local : "[$local]") . ":$bound";
my %seen;

my ($first, $second) = map { dial("$_-$$-" . int(rand 1e9) . '@kit') } 1, 2;
my $replaces = "$second->{id};to-tag=$second->{their_tag};from-tag=$second->{our_tag}";
$replaces =~ s/([^A-Za-z0-9.-])/sprintf '%%%02X', ord $1/ge;
ask($first, 'REFER', "Refer-To: <sip:$number\@$target?Replaces=$replaces>\r\n", '', qr/^SIP\/2\.0 202 /);
my $end = time + 15;
hear($end - time) while time < $end && !($seen{worked} && $seen{"BYE $first->{id}"} && $seen{"BYE $second->{id}"});
$seen{worked} or die "nobody said that the transfer worked\n";
$seen{"BYE $_->{id}"} or die "a transferred call was not hung up\n" for $first, $second;

sub dial {
    my $call = { id => shift, our_tag => int rand 1e9, cseq => 0, uri => "sip:$number\@$target", to => "<sip:$number\@$target>", route => '' };
    my $sdp = "v=0\r\no=kit 1 1 IN IP$family $local\r\ns=-\r\nc=IN IP$family $local\r\nt=0 0\r\nm=audio $bound RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    my $answer = ask($call, 'INVITE', "Content-Type: application/sdp\r\n", $sdp, qr/^SIP\/2\.0 [2-6]/);
    $answer =~ /^SIP\/2\.0 200 / or die 'the call was not answered: ', $answer =~ /^(.*)\r/, "\n";
    ($call->{to}) = $answer =~ /^To: *(.*)\r$/mi;
    ($call->{their_tag}) = $call->{to} =~ /;tag=([^;]+)/;
    ($call->{uri}) = $answer =~ /^Contact: *.*?<(.*?)>/mi;
    $call->{route} = join '', map { "Route: $_\r\n" } reverse $answer =~ /^Record-Route: *(.*)\r$/mig;
    post(request($call, 'ACK', '', ''));
    return $call;
}

# Sends a request until the answer is there (RFC 3261 section 17.1.1.2).
sub ask {
    my ($call, $method, $headers, $body, $wanted) = @_;
    $call->{cseq}++;
    my $request = request($call, $method, $headers, $body);
    for my $try (1 .. 20) {
        post($request) if $try == 1 || !$seen{"100 $call->{id} $method"};
        my $end = time + 0.5;
        while ((my $left = $end - time) > 0) {
            my $message = hear($left) or next;
            next unless $message =~ /^Call-ID: *\Q$call->{id}\E\r$/mi && $message =~ /^CSeq: *$call->{cseq} $method\r$/mi;
            $seen{"100 $call->{id} $method"} = 1;
            return $message if $message =~ $wanted;
        }
    }
    die "no answer to $method\n";
}

sub request {
    my ($call, $method, $headers, $body) = @_;
    $call->{branch} = 'z9hG4bKkit' . int rand 1e9;
    return "$method $call->{uri} SIP/2.0\r\nVia: SIP/2.0/UDP $own;branch=$call->{branch};rport\r\nMax-Forwards: 70\r\n"
        . "From: <sip:$caller\@$own>;tag=$call->{our_tag}\r\nTo: $call->{to}\r\nCall-ID: $call->{id}\r\nCSeq: $call->{cseq} $method\r\n"
        . "Contact: <sip:kit\@$own>\r\n$call->{route}${headers}Content-Length: " . length($body) . "\r\n\r\n$body";
}

# The next message; a request is answered with 200.
sub hear {
    my $ready = '';
    vec($ready, fileno $socket, 1) = 1;
    select($ready, undef, undef, shift) > 0 or return;
    defined recv($socket, my $message, 65536, 0) or return;
    print "$message\n";
    if ($message =~ /^([A-Z]+) sip/) {
        my $method = $1;
        my ($id) = $message =~ /^Call-ID: *(.*)\r$/mi;
        $seen{"$method $id"} = 1;
        $seen{worked} = 1 if $method eq 'NOTIFY' && $message =~ /\r\n\r\nSIP\/2\.0 200 /;
        post(join '', "SIP/2.0 200 OK\r\n", (map { "$_\r\n" } $message =~ /^((?:Via|From|To|Call-ID|CSeq): .*)\r$/mig), "Content-Length: 0\r\n\r\n");
    }
    return $message;
}

sub post {
    print "$_[0]\n";
    send($socket, $_[0], 0);
}
