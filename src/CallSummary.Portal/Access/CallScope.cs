using System.Reflection;
using System.Security.Claims;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;
using CallSummary.Storage.Search;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;
using CallSummary.Storage.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.Access;

/// <summary>
/// What one API key may see. Every query of the portal starts here, so that the tenant and the subscriber are conditions of the
/// query itself: a subscriber sees a call when its caller is a subscriber and the number is his, or its callee likewise.
/// </summary>
internal sealed record CallScope(string TenantId, string? SubscriberNumber)
{
    public const string TenantClaim = "callsummary:tenant";
    public const string SubscriberClaim = "callsummary:subscriber";

    public bool IsTenant => SubscriberNumber is null;

    /// <summary>Binds an endpoint's parameter to the authenticated key.</summary>
    public static ValueTask<CallScope?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult<CallScope?>(Of(context.User));

    public static CallScope Of(ClaimsPrincipal user) => new(
        user.FindFirstValue(TenantClaim) ?? throw new InvalidOperationException("The endpoint must require authorization."),
        user.FindFirstValue(SubscriberClaim));

    public IQueryable<Call> Calls(CallSummaryDbContext database)
    {
        var calls = database.Calls.AsNoTracking().Where(c => c.TenantId == TenantId && c.State != CallState.Erased);
        return IsTenant
            ? calls
            : calls.Where(c => (c.CallerIsSubscriber && c.CallerNumber == SubscriberNumber) || (c.CalleeIsSubscriber && c.CalleeNumber == SubscriberNumber));
    }

    public IQueryable<Utterance> Utterances(CallSummaryDbContext database, Guid callId) =>
        database.Utterances.AsNoTracking().Where(u => u.CallId == callId && Calls(database).Any(c => c.Id == u.CallId));

    public IQueryable<Summary> Summaries(CallSummaryDbContext database)
    {
        var summaries = database.Summaries.AsNoTracking().Where(s => s.TenantId == TenantId && Calls(database).Any(c => c.Id == s.CallId));
        return IsTenant ? summaries : summaries.Where(s => s.SubscriberNumber == SubscriberNumber);
    }

    public IQueryable<Webhook> Webhooks(CallSummaryDbContext database)
    {
        var webhooks = database.Webhooks.Where(w => w.TenantId == TenantId);
        return IsTenant ? webhooks : webhooks.Where(w => w.SubscriberNumber == SubscriberNumber);
    }

    public IQueryable<WebhookDelivery> Deliveries(CallSummaryDbContext database, Guid webhookId) =>
        database.WebhookDeliveries.Where(d => d.WebhookId == webhookId && Webhooks(database).Any(w => w.Id == d.WebhookId));

    public IQueryable<ApiKey> ApiKeys(CallSummaryDbContext database)
    {
        var keys = database.ApiKeys.Where(k => k.TenantId == TenantId);
        return IsTenant ? keys : keys.Where(k => k.SubscriberNumber == SubscriberNumber);
    }

    // What one subscriber made. A reader without a number has none of it.
    public IQueryable<Correction> Corrections(CallSummaryDbContext database) =>
        database.Corrections.AsNoTracking().Where(c => c.TenantId == TenantId && c.SubscriberNumber == SubscriberNumber);

    public IQueryable<CallMark> Marks(CallSummaryDbContext database) =>
        database.CallMarks.Where(m => m.TenantId == TenantId && m.SubscriberNumber == SubscriberNumber);

    public IQueryable<Contact> Contacts(CallSummaryDbContext database) =>
        database.Contacts.Where(c => c.TenantId == TenantId && c.SubscriberNumber == SubscriberNumber);

    public IQueryable<ShareLink> Shares(CallSummaryDbContext database) =>
        database.ShareLinks.Where(s => s.TenantId == TenantId && s.SubscriberNumber == SubscriberNumber);

    public IQueryable<SummaryChoice> Choices(CallSummaryDbContext database) =>
        database.SummaryChoices.Where(c => c.TenantId == TenantId && c.SubscriberNumber == SubscriberNumber);

    public IQueryable<PushDevice> Devices(CallSummaryDbContext database) =>
        database.PushDevices.Where(d => d.TenantId == TenantId && d.SubscriberNumber == SubscriberNumber);

    public IQueryable<Session> Sessions(CallSummaryDbContext database) =>
        database.Sessions.AsNoTracking().Where(s => s.TenantId == TenantId && s.SubscriberNumber == SubscriberNumber);

    /// <summary>Index entries among <paramref name="found"/> that the reader may see.</summary>
    public IQueryable<CallIndexEntry> Index(CallSummaryDbContext database, IQueryable<CallIndexEntry> found) =>
        found.Where(e => e.TenantId == TenantId && e.SubscriberNumber == SubscriberNumber && Calls(database).Any(c => c.Id == e.CallId));

    // What belongs to the tenant as a whole: a reader of one number has none of it.
    public IQueryable<StoredTrunk> Trunks(CallSummaryDbContext database) => database.Trunks.Where(t => IsTenant && t.TenantId == TenantId);

    public IQueryable<SubscriberRange> Numbers(CallSummaryDbContext database) => database.SubscriberRanges.Where(r => IsTenant && r.TenantId == TenantId);

    public IQueryable<TenantTemplate> Template(CallSummaryDbContext database) => database.TenantTemplates.Where(t => IsTenant && t.TenantId == TenantId);

    public IQueryable<CallTrace> Traces(CallSummaryDbContext database) => database.CallTraces.AsNoTracking().Where(t => IsTenant && t.TenantId == TenantId);

    /// <summary>The audit log: the tenant's, or what was done to this subscriber's calls.</summary>
    public IQueryable<AuditEntry> Audit(CallSummaryDbContext database)
    {
        var entries = database.AuditLog.AsNoTracking().Where(a => a.TenantId == TenantId);
        return IsTenant ? entries : entries.Where(a => a.CallerSubscriber == SubscriberNumber || a.CalleeSubscriber == SubscriberNumber);
    }
}
