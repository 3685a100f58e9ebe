namespace CallSummary.Sip.Messages;

/// <summary>One part of a multipart body: its headers (Content-Type, Content-Disposition ...) and bytes.</summary>
public sealed record MultipartPart(SipHeaders Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The media type with parameters; RFC 2046, 5.1 says text/plain when absent.</summary>
    public string ContentType => Headers[SipHeaderNames.ContentType] ?? "text/plain";
}
