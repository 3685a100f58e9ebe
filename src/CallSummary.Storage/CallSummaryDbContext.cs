using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Outbox;
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
    }
}
