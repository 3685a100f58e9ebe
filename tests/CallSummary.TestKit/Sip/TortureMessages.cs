using System.Text;

namespace CallSummary.TestKit.Sip;

/// <summary>The project's own torture set: what RFC 4475 does not ask, and IPv6 after RFC 5118. A user agent that takes INVITE and OPTIONS.</summary>
public static class TortureMessages
{
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\n";

    private const string Options =
        "OPTIONS sip:us@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKt\r\nMax-Forwards: 70\r\nFrom: <sip:a@192.0.2.1>;tag=1\r\n"
        + "To: <sip:us@192.0.2.9>\r\nCall-ID: t\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    private static readonly string s_invite =
        "INVITE sip:us@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKt\r\nMax-Forwards: 70\r\nFrom: <sip:a@192.0.2.1>;tag=1\r\n"
        + "To: <sip:us@192.0.2.9>\r\nCall-ID: t\r\nCSeq: 1 INVITE\r\nContact: <sip:a@192.0.2.1>\r\nContent-Type: application/sdp\r\n"
        + $"Content-Length: {Sdp.Length}\r\n\r\n{Sdp}";

    public static IReadOnlyList<TortureMessage> All { get; } =
    [
        // Line breaks, blanks, case.
        Ask("bare-lf", "200", "bare line feeds are read", ("\r\n", "\n")),
        Ask("leading-breaks", "200", "RFC 3261, 7.5: line breaks before the start line are skipped", ("OPTIONS sip:us", "\r\n\r\n\r\nOPTIONS sip:us")),
        Ask("header-case", "200", "names compare without case", ("Call-ID:", "cALL-iD:"), ("From:", "FROM:")),
        Ask("compact", "200", "7.3.3: compact forms", ("Via:", "v:"), ("From:", "f:"), ("To:", "t:"), ("Call-ID:", "i:"), ("Content-Length:", "l:")),
        Ask("compact-twice", "400", "a compact form and a long one are the same header twice", ("Call-ID: t\r\n", "Call-ID: t\r\ni: t\r\n")),
        Ask("blank-before-colon", "200", "7.3.1: blanks before the colon", ("From:", "From \t :")),
        Ask("folded-everything", "200", "7.3.1: folding", ("CSeq: 1 OPTIONS", "CSeq:\r\n 1\r\n\tOPTIONS")),
        Ask("fold-to-nothing", "400", "a Call-ID that is folded blanks only is empty", ("Call-ID: t", "Call-ID:\r\n \r\n ")),
        Ask("no-blank-line", "400", "headers that never end", ("Content-Length: 0\r\n\r\n", "Content-Length: 0")),
        Ask("cr-in-value", "400", "a lone CR inside a value: request smuggling", ("Call-ID: t", "Call-ID: t\rX")),
        Ask("nul-in-name", "400", "NUL in a header name", ("Max-Forwards:", "Max\0Forwards:")),
        Ask("colonless", "400", "a line without colon", ("Max-Forwards: 70", "Max-Forwards 70")),
        Ask("header-space-name", "400", "a blank inside a name: smuggling past a filter", ("Max-Forwards:", "Max Forwards:")),
        Ask("lowercase-version", "200", "7.1: SIP/2.0 compares without case", (" SIP/2.0\r\nVia", " sip/2.0\r\nVia")),
        Ask("lowercase-method", "501", "7.1: methods are case-sensitive: this is another", ("OPTIONS sip", "options sip"), ("1 OPTIONS", "1 options")),
        Ask("utf8-display", "200", "UTF-8 in display names", ("From: <", "From: \"김하나 ☎\" <")),
        Ask("broken-utf8", "200", "bytes that are no UTF-8 are replaced, not fatal", ("From: <", "From: \"\u0080\" <")),

        // Required headers.
        Ask("no-via", "drop", "without Via there is no way back", ("Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKt\r\n", "")),
        Ask("no-to", "400", "8.1.1", ("To: <sip:us@192.0.2.9>\r\n", "")),
        Ask("no-callid", "400", "8.1.1", ("Call-ID: t\r\n", "")),
        Ask("no-cseq", "400", "8.1.1", ("CSeq: 1 OPTIONS\r\n", "")),
        Ask("no-maxforwards", "200", "RFC 2543 had none", ("Max-Forwards: 70\r\n", "")),
        Ask("two-from", "400", "ES2020-01: single headers once", ("Call-ID: t", "From: <sip:eve@h>;tag=2\r\nCall-ID: t")),
        Ask("two-cseq", "400", "single headers once", ("Call-ID: t", "CSeq: 2 OPTIONS\r\nCall-ID: t")),
        Ask("cseq-overflow", "400", "CVE-2017-9372: a CSeq that overflows", ("CSeq: 1 ", "CSeq: 99999999999999999999 ")),
        Ask("cseq-2^31", "400", "8.1.1.5: below 2^31", ("CSeq: 1 ", "CSeq: 2147483648 ")),
        Ask("cseq-negative", "400", "no sign", ("CSeq: 1 ", "CSeq: -1 ")),
        Ask("cseq-only-number", "400", "no method", ("CSeq: 1 OPTIONS", "CSeq: 1")),
        Ask("maxforwards-256", "400", "20.22: 0 to 255", ("Max-Forwards: 70", "Max-Forwards: 256")),
        Ask("maxforwards-word", "400", "a number", ("Max-Forwards: 70", "Max-Forwards: many")),
        Ask("clen-plus", "400", "digits only", ("Content-Length: 0", "Content-Length: +0")),
        Ask("clen-huge", "400", "over every integer", ("Content-Length: 0", "Content-Length: 99999999999999999999")),
        Ask("clen-less", "200", "18.3: what is behind the body is ignored", ("Content-Length: 0\r\n\r\n", "Content-Length: 0\r\n\r\ntrailing")),

        // Via: where the answer goes.
        Ask("via-garbage", "drop", "an unreadable Via gives no way back", ("Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKt", "Via: what?")),
        Ask("via-comma", "200", "two in one line", ("branch=z9hG4bKt", "branch=z9hG4bKt, SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKu")),
        Ask("via-blanks", "200", "20.42: blanks around slashes", ("SIP/2.0/UDP 192", "SIP / 2.0 / UDP   192")),
        Ask("via-port-0", "drop", "no port 0", ("192.0.2.1:5060;", "192.0.2.1:0;")),
        Ask("via-port-big", "drop", "no port over 65535", ("192.0.2.1:5060;", "192.0.2.1:65536;")),
        Ask("via-empty-elements", "400", "separators without elements", ("branch=z9hG4bKt", "branch=z9hG4bKt,,;,")),
        Ask("via-version", "400", "a way back of another version", ("SIP/2.0/UDP", "SIP/3.0/UDP")),
        Ask("via-transport-unknown", "200", "the transport that it says does not matter: we know the socket", ("SIP/2.0/UDP", "SIP/2.0/PIGEON")),
        Ask("via-received-lie", "200", "a received of the sender's own invention is overwritten", ("branch=z9hG4bKt", "branch=z9hG4bKt;received=203.0.113.1;rport=1")),
        Ask("no-branch", "200", "RFC 2543", (";branch=z9hG4bKt", "")),
        Ask("branch-huge", "200", "long branches are valid", ("branch=z9hG4bKt", "branch=z9hG4bK" + new string('x', 4_000))),

        // URIs and addresses.
        Ask("uri-empty-user", "400", "an empty user part", ("sip:us@192.0.2.9 SIP", "sip:@192.0.2.9 SIP")),
        Ask("uri-tel", "200", "RFC 3966", ("sip:us@192.0.2.9 SIP", "tel:+82-2-555-0100;phone-context=kr SIP")),
        Ask("uri-port", "400", "no such port", ("sip:us@192.0.2.9 SIP", "sip:us@192.0.2.9:99999 SIP")),
        Ask("uri-two-at", "400", "two @", ("sip:us@192.0.2.9 SIP", "sip:us@there@192.0.2.9 SIP")),
        Ask("uri-quote", "400", "a quote in a URI", ("sip:us@192.0.2.9 SIP", "sip:u\"s@192.0.2.9 SIP")),
        Ask("uri-host-underscore", "200", "names that DNS does not like are common", ("sip:us@192.0.2.9 SIP", "sip:us@my_host SIP")),
        Ask("uri-http", "416", "21.4.14", ("sip:us@192.0.2.9 SIP", "http://192.0.2.9/ SIP")),
        Ask("uri-percent-broken", "200", "a broken escape stays as it is", ("sip:us@192.0.2.9 SIP", "sip:u%zzs@192.0.2.9 SIP")),
        Ask("from-no-close", "400", "a bracket that never closes", ("From: <sip:a@192.0.2.1>;tag=1", "From: <sip:a@192.0.2.1;tag=1")),
        Ask("from-escaped-quote", "200", "escapes in quoted strings", ("From: <", "From: \"a \\\" b\" <")),
        Ask("from-comma-name", "200", "a comma in a quoted name", ("From: <", "From: \"Kim, Hana\" <")),
        Ask("to-params-odd", "200", "empty parameters are skipped", ("To: <sip:us@192.0.2.9>", "To: <sip:us@192.0.2.9>;;x")),
        Ask("to-tag-stranger", "481", "12.2.2: a dialog that is not ours", ("To: <sip:us@192.0.2.9>", "To: <sip:us@192.0.2.9>;tag=nobody")),

        // Start line.
        Ask("no-version", "drop", "no version", (" SIP/2.0\r\nVia", "\r\nVia")),
        Ask("version-99", "505", "21.5.6", (" SIP/2.0\r\nVia", " SIP/99.99\r\nVia")),
        Ask("http", "drop", "HTTP is not SIP", ("OPTIONS sip:us@192.0.2.9 SIP/2.0", "GET / HTTP/1.1")),
        Raw("empty", [], "drop", "nothing"),
        Raw("breaks-only", "\r\n\r\n\r\n\r\n"u8.ToArray(), "drop", "keep-alive"),
        Raw("zeros", new byte[200], "drop", "no start line"),
        Raw("tls-hello", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, 0x0A], "drop", "TLS sent to a plain port"),
        Raw("stun", [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "drop", "STUN sent to a SIP port"),
        Raw("response-only-line", "SIP/2.0 200 OK\r\n\r\n"u8.ToArray(), "drop", "a response to nothing"),
        Raw("response-bad", "SIP/2.0 xyz OK\r\n\r\n"u8.ToArray(), "drop", "a response without status"),

        // Size.
        Ask("header-8193", "513", "the cap of a header", ("Call-ID: t", "Subject: " + new string('x', 8_193) + "\r\nCall-ID: t")),
        Ask("headers-300", "513", "the cap of header lines", ("Content-Length", string.Concat(Enumerable.Repeat("X-Pad: 1\r\n", 300)) + "Content-Length")),
        Ask("vias-100", "200", "a long way", ("Max-Forwards", string.Concat(Enumerable.Repeat("Via: SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKz\r\n", 100)) + "Max-Forwards")),

        // Extensions and methods.
        Ask("require-unknown", "420", "8.2.2.3", ("Max-Forwards", "Require: foo, bar\r\nMax-Forwards")),
        Ask("require-empty", "200", "an empty Require asks for nothing", ("Max-Forwards", "Require:\r\nMax-Forwards")),
        Ask("subscribe", "405", "a known method that we do not take", ("OPTIONS", "SUBSCRIBE")),
        Ask("bye-outside", "481", "15.1.2", ("OPTIONS", "BYE")),
        Ask("prack-outside", "481", "RFC 3262, 3", ("OPTIONS", "PRACK"), ("To: <sip:us@192.0.2.9>", "To: <sip:us@192.0.2.9>;tag=x")),
        Ask("cancel-nothing", "481", "9.2", ("OPTIONS", "CANCEL")),
        Ask("ack-stray", "drop", "an ACK is never answered", ("OPTIONS", "ACK")),

        // Bodies.
        Call("invite", "user", "the template itself"),
        Call("no-contact", "400", "12.1.1: a dialog needs one", ("Contact: <sip:a@192.0.2.1>\r\n", "")),
        Call("no-from-tag", "user", "12.1.1: RFC 2543 callers have none", (";tag=1", "")),
        Call("sdp-broken", "400", "a description that is none", ("v=0\r\no=-", "v=x\r\no=-")),
        Call("sdp-no-media", "user", "a description without m= lines is valid; the user refuses it", ("m=audio 30000 RTP/AVP 0\r\n", "a=x:aaaaaaaaaaaaaaaaaaaa\r\n")),
        Call("type-unknown", "415", "21.4.13", ("application/sdp", "application/foo")),
        Call("encoded", "415", "an encoding that we do not undo", ("Content-Type", "Content-Encoding: gzip\r\nContent-Type")),
        Call("type-params", "user", "parameters of a type", ("application/sdp", "application/SDP ; charset=utf-8")),
        Call("multipart-no-boundary", "400", "no boundary", ("application/sdp", "multipart/mixed")),
        Call("multipart-endless", "400", "parts that never end", ("application/sdp", "multipart/mixed;boundary=zz")),
        Call("session-expires-tiny", "422", "RFC 4028, 5", ("Contact:", "Supported: timer\r\nSession-Expires: 5\r\nContact:")),
        Call("session-expires-garbage", "user", "an unreadable interval asks for nothing", ("Contact:", "Session-Expires: soon\r\nContact:")),

        // IPv6, after RFC 5118.
        Ask("v6-good", "200", "RFC 5118, 4.1", ("192.0.2.1:5060;", "[2001:db8::9:1]:5060;"), ("sip:us@192.0.2.9 SIP", "sip:us@[2001:db8::10] SIP")),
        Ask("v6-no-brackets", "400", "RFC 5118, 4.2: an address without brackets in the Request-URI", ("sip:us@192.0.2.9 SIP", "sip:2001:db8::10 SIP")),
        Ask("v6-port-ambiguous", "200", "RFC 5118, 4.3: the last group may be meant as port; it is an address", ("sip:us@192.0.2.9 SIP", "sip:[2001:db8::10:5070] SIP")),
        Ask("v6-port", "200", "RFC 5118, 4.4", ("sip:us@192.0.2.9 SIP", "sip:[2001:db8::10]:5070 SIP")),
        Ask("v6-received-brackets", "200", "RFC 5118, 4.5: received with brackets", ("branch=z9hG4bKt", "branch=z9hG4bKt;received=[2001:db8::9:255]")),
        Ask("v6-received", "200", "RFC 5118, 4.5: received without", ("branch=z9hG4bKt", "branch=z9hG4bKt;received=2001:db8::9:255")),
        Call("v6-sdp", "user", "RFC 5118, 4.6: an IPv6 address in the description", ("c=IN IP4 192.0.2.1", "c=IN IP6 2001:0:1")),
        Ask("v6-v4-mixed", "200", "RFC 5118, 4.7: both kinds in one message", ("Max-Forwards", "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKx\r\nMax-Forwards")),
        Call("v6-v4-sdp", "user", "RFC 5118, 4.8: both kinds in one description", ("o=- 1 1 IN IP4 192.0.2.1", "o=- 1 1 IN IP6 ::1")),
        Ask("v6-mapped", "200", "RFC 5118, 4.9: IPv4-mapped", ("sip:us@192.0.2.9 SIP", "sip:us@[::ffff:192.0.2.10] SIP")),
        Ask("v6-three-colons", "400", "RFC 5118, 4.10: three colons are no address", ("sip:us@192.0.2.9 SIP", "sip:us@[2001:db8:::192.0.2.1] SIP")),
        Ask("v6-no-close", "400", "a bracket that never closes", ("sip:us@192.0.2.9 SIP", "sip:us@[2001:db8::1 SIP")),
        Ask("v6-zone", "200", "a zone is no part of the grammar, but harmless", ("sip:us@192.0.2.9 SIP", "sip:us@[fe80::1%25eth0] SIP")),
    ];

    private static TortureMessage Ask(string name, string expected, string why, params (string From, string To)[] edits) => Make(name, Options, expected, why, edits);

    private static TortureMessage Call(string name, string expected, string why, params (string From, string To)[] edits) => Make(name, s_invite, expected, why, edits);

    private static TortureMessage Raw(string name, byte[] bytes, string expected, string why) => new(name, bytes, expected, why);

    private static TortureMessage Make(string name, string text, string expected, string why, (string From, string To)[] edits)
    {
        foreach (var (from, to) in edits)
        {
            if (!text.Contains(from, StringComparison.Ordinal)) throw new InvalidOperationException($"{name}: '{from}' is not in the template.");
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        // A description that was edited has its own length.
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (text.StartsWith("INVITE", StringComparison.Ordinal) && body > 0) text = text.Replace($"Content-Length: {Sdp.Length}\r\n", $"Content-Length: {text.Length - body - 4}\r\n", StringComparison.Ordinal);
        return new TortureMessage(name, name == "broken-utf8" ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text), expected, why);
    }
}
