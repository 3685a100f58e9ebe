using CallSummary.Contracts;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Gateway.Trunks;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// Who the two parties of a recorded conversation are, and which leg each stream is. A leg keeps its voice to the end; a number may be
/// corrected while it is a placeholder, or by the participant it belongs to. Not thread-safe.
/// </summary>
internal sealed class RecordedParties(Trunk trunk)
{
    private Party _caller;
    private Party _callee;

    public string CallerNumber => _caller.Number ?? RouteTable.Anonymous;

    public string CalleeNumber => _callee.Number ?? RouteTable.Anonymous;

    /// <summary>Both are real numbers: a recorder's placeholder is none.</summary>
    public bool AreKnown => PartyAddress.IsNumber(CallerNumber) && PartyAddress.IsNumber(CalleeNumber);

    public IReadOnlyList<Leg> SubscriberLegs =>
        [.. new[] { (Leg: Leg.Caller, _caller.Number), (Leg: Leg.Callee, _callee.Number) }.Where(p => p.Number is not null && trunk.Tenant.IsSubscriber(p.Number)).Select(p => p.Leg)];

    /// <summary>Whether one of the participants is a party of this conversation already.</summary>
    public bool Share(MetadataState metadata) =>
        metadata.Present.Select(Number).Any(n => n is not null && (n == _caller.Number || n == _callee.Number));

    /// <summary>Gives each new stream its leg.</summary>
    public void AssignLegs(RecordingDialog dialog)
    {
        var isFirst = _caller.Id is null && _callee.Id is null;
        var caller = Ordered(dialog.Metadata).FirstOrDefault();
        foreach (var stream in dialog.Streams.Where(s => s.Leg == Leg.Unknown))
        {
            var speaker = SpeakerOf(dialog, stream);
            if (Wish(dialog, speaker, isFirst, caller) is { } leg && IsFree(dialog, leg))
            {
                stream.Leg = leg;
            }
        }

        foreach (var stream in dialog.Streams.Where(s => s.Leg == Leg.Unknown))
        {
            stream.Leg = IsFree(dialog, Leg.Caller) ? Leg.Caller : Leg.Callee;
        }
    }

    /// <summary>Takes the numbers that the metadata give now.</summary>
    /// <returns>True when a number has changed.</returns>
    public bool Update(RecordingDialog dialog)
    {
        var caller = OnLeg(dialog, Leg.Caller);
        var callee = OnLeg(dialog, Leg.Callee);
        var ordered = Ordered(dialog.Metadata);
        caller ??= ordered.Find(p => p.Id != callee?.Id);
        callee ??= ordered.Find(p => p.Id != caller?.Id);
        return Correct(ref _caller, caller) | Correct(ref _callee, callee);
    }

    private Leg? Wish(RecordingDialog dialog, MetadataParticipant? speaker, bool isFirst, MetadataParticipant? caller)
    {
        if (dialog.OnlyLeg is { } only)
        {
            return only;
        }

        if (speaker is null)
        {
            return null;
        }

        if (isFirst)
        {
            return speaker.Id == caller?.Id ? Leg.Caller : Leg.Callee;
        }

        var number = Number(speaker);
        return speaker.Id == _caller.Id || (number is not null && number == _caller.Number) ? Leg.Caller
            : speaker.Id == _callee.Id || (number is not null && number == _callee.Number) ? Leg.Callee
            : null;
    }

    private static bool IsFree(RecordingDialog dialog, Leg leg) => dialog.Streams.All(s => s.Leg != leg);

    private static MetadataParticipant? OnLeg(RecordingDialog dialog, Leg leg) =>
        dialog.Streams.FirstOrDefault(s => s.Leg == leg) is { } stream ? SpeakerOf(dialog, stream) : null;

    /// <summary>A single stream may carry everybody: then its label says nothing.</summary>
    private static MetadataParticipant? SpeakerOf(RecordingDialog dialog, RecordedStream stream) =>
        dialog.Streams.Count > 1 ? dialog.Metadata.SpeakerOf(stream.Label) : null;

    /// <summary>The caller first: who says so, else who is told first.</summary>
    private static List<MetadataParticipant> Ordered(MetadataState metadata) =>
        [.. metadata.Present.OrderBy(p => p.IsCaller switch { true => 0, null => 1, false => 2 })];

    private bool Correct(ref Party party, MetadataParticipant? participant)
    {
        if (participant is null)
        {
            return false;
        }

        var isPlaceholder = party.Number is null || !PartyAddress.IsNumber(party.Number);
        if (Number(participant) is not { } number || number == party.Number)
        {
            party = party.Id is null ? party with { Id = participant.Id } : party;
            return false;
        }

        if (!isPlaceholder && party.Id != participant.Id)
        {
            return false;
        }

        party = new Party(participant.Id, number);
        return true;
    }

    private string? Number(MetadataParticipant participant) =>
        PartyAddress.UserOf(participant.Address) is { } user ? trunk.Numbers.Normalize(user) : null;

    private readonly record struct Party(string? Id, string? Number);
}
