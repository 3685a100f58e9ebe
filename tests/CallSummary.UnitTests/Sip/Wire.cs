using System.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.UnitTests.Sip;

/// <summary>Messages as text.</summary>
internal static class Wire
{
    public const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    public static SipMessage Parse(string text)
    {
        var error = SipParser.Parse(Encoding.UTF8.GetBytes(text), out var message);
        Assert.Equal(SipParseError.None, error);
        return message!;
    }

    public static string Request(
        string method, string branch = "z9hG4bK1", uint cseq = 1, string? toTag = null, string body = "", string extra = "", string via = "UDP 192.0.2.1:5060", string? cseqMethod = null, string callId = "call-1")
        => $"{method} sip:bob@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/{via};branch={branch}\r\nMax-Forwards: 70\r\nFrom: <sip:alice@192.0.2.1>;tag=alice\r\n"
            + $"To: <sip:bob@192.0.2.9>{(toTag is null ? "" : ";tag=" + toTag)}\r\nCall-ID: {callId}\r\nCSeq: {cseq} {cseqMethod ?? method}\r\nContact: <sip:alice@192.0.2.1:5060>\r\n"
            + $"{extra}{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>A response to a request of ours.</summary>
    public static string Response(SipMessage request, int status, string? toTag = "bob", string body = "", string extra = "")
    {
        var to = request.Headers["To"] + (toTag is null || request.To.Tag is not null ? "" : ";tag=" + toTag);
        return $"SIP/2.0 {status} Whatever\r\nVia: {request.Headers["Via"]}\r\nFrom: {request.Headers["From"]}\r\nTo: {to}\r\nCall-ID: {request.CallId}\r\n"
            + $"CSeq: {request.Headers["CSeq"]}\r\nContact: <sip:bob@192.0.2.1:5062>\r\n{extra}{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
    }
}
