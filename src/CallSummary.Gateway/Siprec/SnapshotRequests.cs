using CallSummary.Sip;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// Asks a recorder for its metadata anew when what it sent cannot be used (RFC 7866: a request of type <c>application/rs-metadata-request</c>
/// inside the session). The answer comes as a re-INVITE or UPDATE like any other. Seldom, for a recorder that cannot do better would be asked for ever.
/// </summary>
internal sealed class SnapshotRequests
{
    private const int Most = 3;

    private static readonly byte[] Body = """
        <?xml version="1.0" encoding="UTF-8"?>
        <requestsnapshot xmlns="urn:ietf:params:xml:ns:recording:1"><requestreason xml:lang="en">metadata were incomplete or not readable</requestreason></requestsnapshot>

        """u8.ToArray();

    private int _asked;

    /// <summary>Asks once the session is up, and what came has its answer.</summary>
    public async Task AskAsync(SipSession session, Task answered)
    {
        if (Interlocked.Increment(ref _asked) > Most || !await session.Confirmed || !session.PeerTakesUpdate)
        {
            return;
        }

        await Task.WhenAny(answered, session.Ended);
        var headers = new SipHeaders()
            .Add(SipHeaderNames.ContentType, "application/rs-metadata-request")
            .Add(SipHeaderNames.ContentDisposition, "recording-session");
        await session.SendAsync(SipMethods.Update, headers, Body);
    }
}
