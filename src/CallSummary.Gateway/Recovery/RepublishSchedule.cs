using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Recovery;

/// <summary>
/// When a call's utterances may be published again. Each time the wait grows fourfold: workers with a long queue must not drown in
/// repeats of what they have not come to yet. Used by the sweeper alone.
/// </summary>
internal sealed class RepublishSchedule(IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int Growth = 4;

    private readonly Dictionary<Guid, (DateTimeOffset Due, TimeSpan Wait)> _calls = [];
    private readonly TimeSpan _first = options.Value.Recovery.RepublishAfter;

    public bool IsDue(Guid callId) => !_calls.TryGetValue(callId, out var entry) || entry.Due <= time.GetUtcNow();

    public void Published(Guid callId)
    {
        var wait = _calls.TryGetValue(callId, out var entry) ? entry.Wait * Growth : _first;
        _calls[callId] = (time.GetUtcNow() + wait, wait);
    }

    /// <summary>Forgets the calls that are no longer waiting.</summary>
    public void Keep(IReadOnlyCollection<Guid> waiting)
    {
        foreach (var callId in _calls.Keys.Except(waiting).ToList())
        {
            if (IsDue(callId))
            {
                _calls.Remove(callId);
            }
        }
    }
}
