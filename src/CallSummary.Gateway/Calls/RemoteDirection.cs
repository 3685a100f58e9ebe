using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Calls;

/// <summary>What a party does with its stream by its own word, whatever we asked for.</summary>
/// <param name="Sends">It sends sound: speech, or music to whom it holds.</param>
/// <param name="Listens">It hears us.</param>
internal readonly record struct RemoteDirection(bool Sends, bool Listens)
{
    /// <summary>What the other party is told, so that both sides agree on who is heard (RFC 3264 section 8.4).</summary>
    public SdpDirection ForOther => (Sends, Listens) switch
    {
        (true, true) => SdpDirection.SendRecv,
        (true, false) => SdpDirection.SendOnly,
        (false, true) => SdpDirection.RecvOnly,
        _ => SdpDirection.Inactive,
    };

    /// <summary>Read from a description: hold is sendonly, inactive, or the old c=0.0.0.0.</summary>
    public static RemoteDirection Of(SdpDescription description, int index)
    {
        var media = description.Media[index];
        var isSilent = (media.Connection ?? description.Connection)?.IsUnspecified == true;
        string[] names = ["sendrecv", "sendonly", "recvonly", "inactive"];
        var name = Array.Find(names, n => media[n] is not null) ?? Array.Find(names, n => description[n] is not null) ?? "sendrecv";
        return new RemoteDirection(name is "sendrecv" or "sendonly", name is "sendrecv" or "recvonly" && !isSilent);
    }
}
