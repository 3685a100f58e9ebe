using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Portal.Calls;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Events;

/// <summary>
/// Makes events of bus messages and of stored summaries. The call is read each time: the database says who its subscribers are and
/// whether it still exists; a message about an erased call makes no event.
/// </summary>
internal sealed class EventSource(IDbContextFactory<CallSummaryDbContext> contexts, KnownParties known, TimeProvider time)
{
    public async Task<PortalEvent?> OfAsync(CallStarted message, CancellationToken cancellationToken) =>
        await FindAsync(message.CallId, message.TenantId, cancellationToken) is { } call
            ? OfCall($"{EventTypes.CallStarted}:{call.Id}", EventTypes.CallStarted, message.StartedAt, call, null, view => new EventData
            {
                CallId = call.Id,
                Call = CallResource.Of(call, view, null),
            })
            : null;

    public async Task<PortalEvent?> OfAsync(CallEnded message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CallId, message.TenantId, cancellationToken) is not { } call)
        {
            return null;
        }

        return OfCall($"{EventTypes.CallEnded}:{call.Id}", EventTypes.CallEnded, message.EndedAt, call, null, view => new EventData
        {
            CallId = call.Id,
            Call = CallResource.Of(call, view, null) with
            {
                // The message tells of the end, whether or not the row does yet.
                State = call.State == CallState.InProgress ? CallState.Ended : call.State,
                EndedAt = message.EndedAt,
                DurationSeconds = message.Duration.TotalSeconds,
                Termination = message.Termination,
            },
        });
    }

    /// <summary>The line; or, where nothing was said after all, an empty partial line, which takes back what may have been shown of it.</summary>
    public Task<PortalEvent?> OfAsync(UtteranceTranscribed message, CancellationToken cancellationToken)
    {
        var type = message.Text.Length == 0 ? EventTypes.TranscriptPartial : EventTypes.TranscriptLine;
        return OfLineAsync(
            type, $"{type}:{message.CallId}:{Word(message.Leg)}:{message.Sequence}", message.CallId, message.TenantId, LiveLine.Of(message), cancellationToken);
    }

    public Task<PortalEvent?> OfAsync(UtterancePartlyTranscribed message, CancellationToken cancellationToken) => OfLineAsync(
        EventTypes.TranscriptPartial,
        $"{EventTypes.TranscriptPartial}:{message.CallId}:{Word(message.Leg)}:{message.Sequence}:{message.Duration.TotalMilliseconds:F0}",
        message.CallId,
        message.TenantId,
        LiveLine.Of(message),
        cancellationToken);

    public async Task<PortalEvent?> OfAsync(RiskRaised message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CallId, message.TenantId, cancellationToken) is not { } call)
        {
            return null;
        }

        var id = $"{EventTypes.RiskRaised}:{call.Id}:{(int)message.Level}";
        return OfCall(id, EventTypes.RiskRaised, message.RaisedAt, call, null, view => new EventData
        {
            CallId = call.Id,
            Risk = new LiveRisk
            {
                Level = message.Level,
                Phrase = message.Phrase,
                Sign = message.Sign,
                Speaker = TranscriptEndpoint.Speaker(message.Leg, view),
                Start = message.Offset.TotalSeconds,
            },
        });
    }

    public async Task<PortalEvent?> OfAsync(CallTitled message, CancellationToken cancellationToken) =>
        await FindAsync(message.CallId, message.TenantId, cancellationToken) is { } call
            ? OfCall(
                $"{EventTypes.SummaryTitled}:{call.Id}:{Word(message.SubscriberLeg)}", EventTypes.SummaryTitled, message.TitledAt, call, message.SubscriberLeg, _ => new EventData
                {
                    CallId = call.Id,
                    Title = message.Title,
                })
            : null;

    public async Task<PortalEvent?> OfAsync(CallSummarized message, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var summary = await database.Summaries.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == message.SummaryId && s.CallId == message.CallId && s.TenantId == message.TenantId, cancellationToken);
        return summary is null ? null : await OfAsync(summary, cancellationToken);
    }

    public async Task<PortalEvent?> OfAsync(Summary summary, CancellationToken cancellationToken)
    {
        if (await FindAsync(summary.CallId, summary.TenantId, cancellationToken) is not { } call)
        {
            return null;
        }

        using var document = JsonDocument.Parse(summary.DocumentJson);
        var content = document.RootElement.Clone();
        return OfCall(SummaryReadyId(summary), EventTypes.SummaryReady, summary.CreatedAt, call, summary.SubscriberLeg, view => new EventData
        {
            CallId = call.Id,
            Call = CallResource.Of(call, view, summary),
            Summary = content,
        });
    }

    public async Task<PortalEvent?> OfAsync(CallSummaryFailed message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.CallId, message.TenantId, cancellationToken) is not { } call)
        {
            return null;
        }

        var id = $"{EventTypes.SummaryFailed}:{call.Id}:{Word(message.SubscriberLeg)}";
        return OfCall(id, EventTypes.SummaryFailed, time.GetUtcNow(), call, message.SubscriberLeg, view => new EventData
        {
            CallId = call.Id,
            Call = CallResource.Of(call, view, null),
            Failure = message.Failure,
        });
    }

    public static string SummaryReadyId(Summary summary) => $"{EventTypes.SummaryReady}:{summary.Id}";

    /// <summary>Tells the tenant, and the subscribers of a call that this process knew.</summary>
    public PortalEvent Of(CallErased message) =>
        Erased(message, known.Find(message.CallId) ?? new CallParties(message.TenantId, null, null));

    public static PortalEvent Erased(CallErased message, CallParties parties) => new(
        $"{EventTypes.CallErased}:{message.CallId}", EventTypes.CallErased, message.ErasedAt, message.CallId, parties, null, _ => new EventData { CallId = message.CallId });

    private static string Word(Leg leg) => leg == Leg.Caller ? "caller" : "callee";

    private async Task<PortalEvent?> OfLineAsync(string type, string id, Guid callId, string tenantId, LiveLine line, CancellationToken cancellationToken) =>
        await FindAsync(callId, tenantId, cancellationToken) is { } call
            ? OfCall(id, type, call.StartedAt + TimeSpan.FromSeconds(line.End), call, null, view => new EventData
            {
                CallId = call.Id,
                Line = line with { Speaker = TranscriptEndpoint.Speaker(line.Leg, view) },
            })
            : null;

    private PortalEvent OfCall(string id, string type, DateTimeOffset at, Call call, Leg? only, Func<Leg, EventData> data)
    {
        var parties = CallParties.Of(call);
        known.Remember(call.Id, parties);
        return new PortalEvent(id, type, at, call.Id, parties, only, data);
    }

    private async Task<Call?> FindAsync(Guid callId, string tenantId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await new CallScope(tenantId, null).Calls(database).SingleOrDefaultAsync(c => c.Id == callId, cancellationToken);
    }
}
