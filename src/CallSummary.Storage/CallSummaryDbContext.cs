using CallSummary.Storage.Access;
using CallSummary.Storage.Administration;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Operations;
using CallSummary.Storage.Outbox;
using CallSummary.Storage.Reruns;
using CallSummary.Storage.Search;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;
using CallSummary.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage;

/// <summary>The service's database. One model for SQLite and PostgreSQL; each has its own context type for its migrations.</summary>
public abstract class CallSummaryDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Calls.</summary>
    public DbSet<Call> Calls => Set<Call>();

    /// <summary>Transcribed utterances.</summary>
    public DbSet<Utterance> Utterances => Set<Utterance>();

    /// <summary>Summaries.</summary>
    public DbSet<Summary> Summaries => Set<Summary>();

    /// <summary>What subscribers and support said of summaries.</summary>
    public DbSet<SummaryFeedback> SummaryFeedback => Set<SummaryFeedback>();

    /// <summary>Messages that wait for the bus.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Keys to the API.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Registered webhooks.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>Events on their way to webhooks.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Signed-in browsers.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>One-time sign-in links.</summary>
    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    /// <summary>Roles of people whom the identity provider knows.</summary>
    public DbSet<PersonRoles> PersonRoles => Set<PersonRoles>();

    /// <summary>Secrets that portal processes share.</summary>
    public DbSet<PortalSecret> PortalSecrets => Set<PortalSecret>();

    /// <summary>What subscribers did with their calls.</summary>
    public DbSet<CallMark> CallMarks => Set<CallMark>();

    /// <summary>What people put right.</summary>
    public DbSet<Correction> Corrections => Set<Correction>();

    /// <summary>Subscribers' own names for numbers.</summary>
    public DbSet<Contact> Contacts => Set<Contact>();

    /// <summary>Links that show a call to others.</summary>
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();

    /// <summary>What subscribers chose.</summary>
    public DbSet<SubscriberSettings> SubscriberSettings => Set<SubscriberSettings>();

    /// <summary>Which calls subscribers want summarised.</summary>
    public DbSet<SummaryChoice> SummaryChoices => Set<SummaryChoice>();

    /// <summary>Browsers that take notices.</summary>
    public DbSet<PushDevice> PushDevices => Set<PushDevice>();

    /// <summary>Who may read which call in the console.</summary>
    public DbSet<AccessGrant> AccessGrants => Set<AccessGrant>();

    /// <summary>What was done in the console.</summary>
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <summary>The support team's notes.</summary>
    public DbSet<CallComment> CallComments => Set<CallComment>();

    /// <summary>Calls as subscribers find them.</summary>
    public DbSet<CallIndexEntry> CallIndex => Set<CallIndexEntry>();

    /// <summary>Tenants as the console keeps them.</summary>
    public DbSet<TenantProfile> TenantProfiles => Set<TenantProfile>();

    /// <summary>Trunks that were made in the console.</summary>
    public DbSet<StoredTrunk> Trunks => Set<StoredTrunk>();

    /// <summary>Subscribers' numbers.</summary>
    public DbSet<SubscriberRange> SubscriberRanges => Set<SubscriberRange>();

    /// <summary>How tenants' summaries look.</summary>
    public DbSet<TenantTemplate> TenantTemplates => Set<TenantTemplate>();

    /// <summary>The SIP messages of calls.</summary>
    public DbSet<CallTrace> CallTraces => Set<CallTrace>();

    /// <summary>Commands to do part of a call's work again.</summary>
    public DbSet<Rerun> Reruns => Set<Rerun>();

    /// <summary>Utterances of transcripts that are being made again.</summary>
    public DbSet<RerunUtterance> RerunUtterances => Set<RerunUtterance>();

    /// <summary>Summaries that others have replaced.</summary>
    public DbSet<EarlierSummary> EarlierSummaries => Set<EarlierSummary>();

    /// <summary>Transcripts that others have replaced.</summary>
    public DbSet<EarlierTranscript> EarlierTranscripts => Set<EarlierTranscript>();

    /// <summary>
    /// Adds a contract message to the outbox. It leaves for the bus if and only if this context's next save commits.
    /// </summary>
    /// <param name="message">A message of CallSummary.Contracts.</param>
    /// <param name="now">The present, from the caller's clock.</param>
    public void Publish<T>(T message, DateTimeOffset now)
        where T : class
        => Outbox.Add(OutboxSerializer.Wrap(message, now));

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Call>(call =>
        {
            call.HasKey(c => c.Id);
            call.Property(c => c.Version).IsConcurrencyToken();
            call.HasIndex(c => new { c.TenantId, c.StartedAt });
            call.HasIndex(c => new { c.TenantId, c.CallerNumber, c.StartedAt });
            call.HasIndex(c => new { c.TenantId, c.CalleeNumber, c.StartedAt });
            call.HasIndex(c => new { c.State, c.NudgeAt });
        });
        modelBuilder.Entity<Utterance>(utterance =>
        {
            utterance.HasKey(u => new { u.CallId, u.Leg, u.Sequence });
            utterance.HasOne<Call>().WithMany().HasForeignKey(u => u.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Summary>(summary =>
        {
            summary.HasKey(s => s.Id);
            summary.HasIndex(s => new { s.CallId, s.SubscriberLeg }).IsUnique();
            summary.HasIndex(s => s.RetryAt);
            summary.HasOne<Call>().WithMany().HasForeignKey(s => s.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SummaryFeedback>(feedback =>
        {
            feedback.HasKey(f => f.Id);
            feedback.HasIndex(f => new { f.TenantId, f.CreatedAt });
            feedback.HasOne<Call>().WithMany().HasForeignKey(f => f.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<OutboxMessage>(outbox =>
        {
            outbox.HasKey(o => o.Id);
            outbox.HasIndex(o => o.LeasedUntil);
        });
        modelBuilder.Entity<ApiKey>(key =>
        {
            key.HasKey(k => k.Id);
            key.HasIndex(k => k.KeySha256).IsUnique();
        });
        modelBuilder.Entity<Webhook>(webhook =>
        {
            webhook.HasKey(w => w.Id);
            webhook.HasIndex(w => w.TenantId);
        });
        modelBuilder.Entity<WebhookDelivery>(delivery =>
        {
            delivery.HasKey(d => d.Id);
            delivery.HasIndex(d => new { d.WebhookId, d.EventId }).IsUnique();
            delivery.HasIndex(d => new { d.State, d.NextAttemptAt });
            delivery.HasIndex(d => d.CallId);
            delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        });
        PeopleModel.Build(modelBuilder);
        OperatorModel.Build(modelBuilder);
        RerunModel.Build(modelBuilder);
    }
}
