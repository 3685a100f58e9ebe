using CallSummary.Contracts;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Sip;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// What a recorder without metadata says in its headers: Cisco's participants, Cisco's near and far end (two calls of one stream each,
/// tied by a call id), else From and To.
/// </summary>
/// <param name="Metadata">The same as metadata would say.</param>
/// <param name="Pair">Ties the two calls of a conversation together; null when the call stands alone.</param>
/// <param name="Leg">Whose voice this call carries; null when it may be both.</param>
internal sealed record RecorderHeaders(MetadataDocument Metadata, string? Pair = null, Leg? Leg = null)
{
    private const string ParticipantHeader = "X-Cisco-Recording-Participant";

    public static RecorderHeaders Read(IncomingInvite invite)
    {
        var from = invite.From;
        if (Parameter(from, "x-refci") is { Length: > 0 and <= 64 } pair)
        {
            var isNear = Parameter(from, "x-nearend") is not null;
            return new RecorderHeaders(
                Of(Parameter(from, "x-nearendaddr"), Parameter(from, "x-farendaddr")), pair, isNear ? Contracts.Leg.Caller : Contracts.Leg.Callee);
        }

        var participants = invite.Headers.Elements(ParticipantHeader).ToList();
        if (participants.Count > 0)
        {
            return new RecorderHeaders(Of([.. participants]));
        }

        var caller = invite.Headers.Elements(SipHeaderNames.PAssertedIdentity).FirstOrDefault() ?? from.Uri.ToString();
        return new RecorderHeaders(Of(caller, invite.To.Uri.ToString()));
    }

    private static MetadataDocument Of(params string?[] addresses) => new()
    {
        Participants = [.. addresses.Select((a, i) => new MetadataParticipant { Id = $"header-{i}", Address = a })],
    };

    /// <summary>Recorders write these behind the URI or inside it.</summary>
    private static string? Parameter(NameAddress address, string name) => address.Parameters[name] ?? address.Uri.Parameters[name];
}
