namespace CallSummary.Sip.Sdp;

internal static class SdpDirections
{
    /// <summary>A stream's direction: its own attribute, else the session's, else sendrecv (RFC 8866, 6.7).</summary>
    public static SdpDirection Of(SdpMedia media, SdpDescription description) =>
        Find(media.Attributes) ?? Find(description.Attributes) ?? SdpDirection.SendRecv;

    /// <summary>Our direction: the mirror of theirs, narrowed to what we want (RFC 3264, 6.1).</summary>
    public static SdpDirection Answer(SdpDirection theirs, SdpDirection wanted)
    {
        var send = theirs is SdpDirection.SendRecv or SdpDirection.RecvOnly && wanted is SdpDirection.SendRecv or SdpDirection.SendOnly;
        var receive = theirs is SdpDirection.SendRecv or SdpDirection.SendOnly && wanted is SdpDirection.SendRecv or SdpDirection.RecvOnly;
        return (send, receive) switch
        {
            (true, true) => SdpDirection.SendRecv,
            (true, false) => SdpDirection.SendOnly,
            (false, true) => SdpDirection.RecvOnly,
            _ => SdpDirection.Inactive,
        };
    }

    public static string Name(SdpDirection direction) => direction switch
    {
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.RecvOnly => "recvonly",
        SdpDirection.Inactive => "inactive",
        _ => "sendrecv",
    };

    private static SdpDirection? Find(IList<SdpAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            switch (attribute.Name)
            {
                case "sendrecv": return SdpDirection.SendRecv;
                case "sendonly": return SdpDirection.SendOnly;
                case "recvonly": return SdpDirection.RecvOnly;
                case "inactive": return SdpDirection.Inactive;
            }
        }
        return null;
    }
}
