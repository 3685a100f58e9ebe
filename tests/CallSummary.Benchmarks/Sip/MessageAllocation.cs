using System.Text;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.Benchmarks.Sip;

/// <summary>Bytes allocated to read an INVITE with SDP as a trunk sends it, every header that a user agent looks at included, and to write it.</summary>
internal static class MessageAllocation
{
    private const string Sdp =
        "v=0\r\no=sbc 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";

    private static readonly byte[] s_invite = Encoding.UTF8.GetBytes(
        "INVITE sip:+8225550101@192.0.2.9:5060;user=phone SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds;rport\r\nMax-Forwards: 69\r\n"
        + "From: \"Hana\" <sip:+8225550100@carrier.example;user=phone>;tag=1928301774\r\nTo: <sip:+8225550101@192.0.2.9;user=phone>\r\nCall-ID: a84b4c76e66710@192.0.2.1\r\n"
        + "CSeq: 314159 INVITE\r\nContact: <sip:+8225550100@192.0.2.1:5060>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK\r\nSupported: timer, 100rel\r\n"
        + $"Session-Expires: 1800\r\nP-Asserted-Identity: <sip:+8225550100@carrier.example>\r\nUser-Agent: SBC\r\nContent-Type: application/sdp\r\nContent-Length: {Sdp.Length}\r\n\r\n{Sdp}");

    public static Benchmark Benchmark { get; } = new("A1", "sip", "bytes allocated to read and to write an INVITE", RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var rounds = quick ? 20_000 : 200_000;
        SipParser.Parse(s_invite, out var message);
        if (message is not SipRequest) throw new WorkGateException("the INVITE is not read.");
        var read = PerRound(rounds, static () => SipParser.Parse(s_invite, out _));
        var written = PerRound(rounds, () => message.ToBytes());
        if (!message.ToBytes().AsSpan().SequenceEqual(s_invite)) throw new WorkGateException("what was read is not written as it came.");
        var described = PerRound(rounds, static () => SdpDescription.Parse(Encoding.ASCII.GetBytes(Sdp), out _)) - PerRound(rounds, static () => Encoding.ASCII.GetBytes(Sdp));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new Figure("A1.read", read, "bytes/message", null),
            new Figure("A1.write", written, "bytes/message", $"<={s_invite.Length + 64}"),
            new Figure("A1.sdp", described, "bytes/description", null),
        ]);
    }

    private static double PerRound(int rounds, Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < rounds; i++) action();
        return Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)rounds);
    }
}
