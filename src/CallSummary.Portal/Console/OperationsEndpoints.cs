using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using CallSummary.Portal.Pages;
using CallSummary.Portal.SignIn;
using CallSummary.Portal.Webhooks;
using CallSummary.Storage;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Console;

/// <summary><c>/console/operations</c>: numbers are masked here, and nothing that was said is shown.</summary>
internal static class OperationsEndpoints
{
    private const int Most = 50;

    /// <summary>Calls whose quality is read for the table of hours; of more, the newest.</summary>
    private const int MostSound = 5000;

    private static readonly CallTermination[] Bad =
    [
        CallTermination.MediaTimeout, CallTermination.GatewayShutdown, CallTermination.GatewayCrashed, CallTermination.SignallingFailure,
        CallTermination.NoCommonCodec, CallTermination.CalleeUnreachable,
    ];

    public static void MapOperations(this IEndpointRouteBuilder console)
    {
        var operations = console.MapGroup("/operations").RequireAuthorization(PagePolicies.Operations);
        operations.MapGet("", PageAsync);
        operations.MapCallCourse();
        operations.MapPost("/deliveries/{id:guid}/resend", ResendAsync);
    }

    private static async Task<IResult> PageAsync(Viewer viewer, CallSummaryDbContext database, GatewayStates gateways, BrokerQueues broker, TimeProvider time, CancellationToken cancellationToken)
    {
        var dayAgo = time.GetUtcNow().AddDays(-1);
        var calls = viewer.Scope.Calls(database);
        var recent = calls.Where(c => c.StartedAt >= dayAgo);
        var ends = await recent.Where(c => c.Termination != null).GroupBy(c => c.Termination!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return Show.Page("/Console/OperationsPage.cshtml", new OperationsPage
        {
            InProgress = await calls.Where(c => c.State == CallState.InProgress).OrderBy(c => c.StartedAt).Take(Most).ToListAsync(cancellationToken),
            Transcribing = await calls.CountAsync(c => c.State == CallState.Ended, cancellationToken),
            Summarizing = await calls.CountAsync(c => c.State == CallState.Transcribed, cancellationToken),
            OldestWork = await calls.Where(c => c.State == CallState.Ended || c.State == CallState.Transcribed).OrderBy(c => c.EndedAt).Select(c => c.EndedAt).FirstOrDefaultAsync(cancellationToken),
            OldestMessage = await database.Outbox.OrderBy(o => o.CreatedAt).Select(o => (DateTimeOffset?)o.CreatedAt).FirstOrDefaultAsync(cancellationToken),
            Redone = await database.Reruns.CountAsync(r => r.TenantId == viewer.Scope.TenantId && r.FinishedAt == null, cancellationToken),
            Undelivered = await Deliveries(viewer, database).CountAsync(d => d.State == WebhookDeliveryState.Pending, cancellationToken),
            Now = time.GetUtcNow(),
            Today = await recent.CountAsync(cancellationToken),
            WithoutSummary = await recent.CountAsync(
                c => c.State == CallState.Summarized && c.CallerUtterances + c.CalleeUtterances > 0 && !database.Summaries.Any(s => s.CallId == c.Id), cancellationToken),
            Broker = await broker.ReadAsync(cancellationToken),
            Trunks = gateways.TrunksOf(viewer.Scope.TenantId),
            NotAnswered = await viewer.Scope.Traces(database).Where(t => !t.Answered && t.At >= dayAgo && Bad.Contains(t.Termination)).OrderByDescending(t => t.At).Take(Most).ToListAsync(cancellationToken),
            Outbox = await database.Outbox.CountAsync(cancellationToken),
            Failed = await recent.Where(c => c.Termination != null && Bad.Contains(c.Termination.Value)).OrderByDescending(c => c.StartedAt).Take(Most).ToListAsync(cancellationToken),
            Deliveries = await Deliveries(viewer, database).AsNoTracking().Where(d => d.State != WebhookDeliveryState.Delivered)
                .OrderByDescending(d => d.State).ThenByDescending(d => d.CreatedAt).Take(Most).ToListAsync(cancellationToken),
            Sound = await SoundAsync(recent, cancellationToken),
            Terminations = ends.OrderByDescending(e => e.Count).ToDictionary(e => e.Key, e => e.Count),
        });
    }

    private static async Task<List<SoundHour>> SoundAsync(IQueryable<Call> recent, CancellationToken cancellationToken)
    {
        var rows = await recent.Where(c => c.QualityJson != null).OrderByDescending(c => c.StartedAt).Take(MostSound)
            .Select(c => new { c.StartedAt, c.QualityJson }).ToListAsync(cancellationToken);
        return
        [
            .. rows.SelectMany(row => SoundQuality.Read(row.QualityJson).Where(leg => leg.Packets > 0).Select(leg => (row.StartedAt, Leg: leg)))
                .GroupBy(row => new DateTimeOffset(row.StartedAt.UtcDateTime.Date.AddHours(row.StartedAt.UtcDateTime.Hour), TimeSpan.Zero))
                .OrderBy(hour => hour.Key)
                .Select(hour => new SoundHour(
                    hour.Key,
                    hour.Count(),
                    hour.Average(row => row.Leg.MeanOpinionScore),
                    hour.Average(row => SoundQuality.Loss(row.Leg)),
                    TimeSpan.FromMilliseconds(hour.Average(row => row.Leg.Jitter.TotalMilliseconds)),
                    hour.Count(row => row.Leg.MeanOpinionScore < SoundQuality.Poor))),
        ];
    }

    private static async Task<IResult> ResendAsync(
        Guid id, Viewer viewer, HttpContext http, CallSummaryDbContext database, WebhookSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await Deliveries(viewer, database).SingleOrDefaultAsync(d => d.Id == id && d.State == WebhookDeliveryState.Dead && d.Body != "{}", cancellationToken) is not { } delivery)
        {
            return Show.Missing();
        }

        delivery.State = WebhookDeliveryState.Pending;
        delivery.Attempts = 0;
        delivery.NextAttemptAt = now;
        AuditTrail.Write(database, viewer, http, now, "delivery.resent", id.ToString());
        await database.SaveChangesAsync(cancellationToken);
        signal.Raise();
        return Show.SeeOther("/console/operations");
    }

    private static IQueryable<WebhookDelivery> Deliveries(Viewer viewer, CallSummaryDbContext database) =>
        database.WebhookDeliveries.Where(d => viewer.Scope.Webhooks(database).Any(w => w.Id == d.WebhookId));
}
