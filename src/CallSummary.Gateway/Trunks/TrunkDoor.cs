using CallSummary.Sip;

namespace CallSummary.Gateway.Trunks;

/// <summary>
/// Decides about a request before it is read: listed peers come in, and next hops we are in a call with. Everybody else gets at most one
/// small refusal, whatever was asked for and whomever for: nothing to enumerate, nothing to amplify.
/// </summary>
internal sealed class TrunkDoor(TrunkTables tables, DialledPeers dialled, UnlistedSources unlisted)
{
    public SipAdmission Admit(SipSource source)
    {
        var address = source.EndPoint.Address;
        if (tables.Current.Trunks.Lists(address) || dialled.Contains(address))
        {
            return SipAdmission.Accept;
        }

        unlisted.Report(address);
        return SipAdmission.Refuse;
    }
}
