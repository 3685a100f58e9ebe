namespace CallSummary.Sip.Sdp;

/// <summary>Media direction from the view of the description's author (RFC 3264, 5.1).</summary>
public enum SdpDirection
{
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}
