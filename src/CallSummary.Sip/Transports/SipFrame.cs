namespace CallSummary.Sip.Transports;

/// <summary>What the framer found at the head of a stream.</summary>
internal enum SipFrame
{
    NeedMore,
    Message,
    /// <summary>CRLF CRLF: answer CRLF (RFC 5626, 3.5.1).</summary>
    Ping,
    /// <summary>Over a cap or without a readable Content-Length: where the next message starts is unknown, so the connection ends.</summary>
    Broken,
}
