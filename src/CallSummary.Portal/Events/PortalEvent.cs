using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Access;

namespace CallSummary.Portal.Events;

/// <summary>
/// Something that happened to a call, before it is known who will be told. The only way to its content is <see cref="For"/>, which asks
/// who reads; so neither a stream nor a webhook can show a reader what is not his.
/// </summary>
internal sealed class PortalEvent(
    string id, string type, DateTimeOffset createdAt, Guid callId, CallParties parties, Leg? only, Func<Leg, EventData> data)
{
    private string? _callerView;
    private string? _calleeView;
    private volatile bool _discarded;

    public string Id => id;

    public string Type => type;

    public DateTimeOffset CreatedAt => createdAt;

    public Guid CallId => callId;

    public string TenantId => parties.TenantId;

    /// <summary>The event as JSON from the reader's view, or null when it is not his to see or its call was erased.</summary>
    public string? For(CallScope scope) => _discarded ? null : parties.ViewOf(scope, only) switch
    {
        Leg.Caller => _callerView ??= Json(Leg.Caller),
        Leg.Callee => _calleeView ??= Json(Leg.Callee),
        _ => null,
    };

    public bool IsFor(CallScope scope) => !_discarded && parties.ViewOf(scope, only) is not null;

    /// <summary>Forgets the content: the call was erased while this waited.</summary>
    public void Discard()
    {
        _discarded = true;
        _callerView = null;
        _calleeView = null;
    }

    private string Json(Leg view) => JsonSerializer.Serialize(
        new EventEnvelope { Id = id, Type = type, CreatedAt = createdAt, Data = data(view) }, PortalJson.Options);
}
