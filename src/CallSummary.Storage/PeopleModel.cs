using CallSummary.Storage.Access;
using CallSummary.Storage.Search;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage;

/// <summary>The part of the model that people make with their browsers: sessions, marks, corrections, shares, reviews.</summary>
internal static class PeopleModel
{
    public static void Build(ModelBuilder model)
    {
        BuildAccess(model);
        BuildSubscribers(model);
        BuildSupport(model);
        model.Entity<CallIndexEntry>(entry =>
        {
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => new { e.CallId, e.Leg }).IsUnique();
            entry.HasIndex(e => new { e.TenantId, e.SubscriberNumber, e.StartedAt });
        });
    }

    private static void BuildAccess(ModelBuilder model)
    {
        model.Entity<Session>(session =>
        {
            session.HasKey(s => s.Id);
            session.HasIndex(s => s.TokenSha256).IsUnique();
            session.HasIndex(s => new { s.TenantId, s.SubscriberNumber });
        });
        model.Entity<SignInLink>().HasKey(l => l.TokenSha256);
        model.Entity<PersonRoles>(person =>
        {
            person.HasKey(p => p.Id);
            person.HasIndex(p => new { p.TenantId, p.Subject }).IsUnique();
            person.Property(p => p.Subject).HasMaxLength(PersonRoles.LongestSubject);
        });
        model.Entity<PortalSecret>().HasKey(s => s.Name);
    }

    private static void BuildSubscribers(ModelBuilder model)
    {
        model.Entity<CallMark>().HasKey(m => new { m.CallId, m.TenantId, m.SubscriberNumber });
        model.Entity<Correction>(correction =>
        {
            correction.HasKey(c => c.Id);
            correction.HasIndex(c => c.CallId);
        });
        model.Entity<Contact>().HasKey(c => new { c.TenantId, c.SubscriberNumber, c.Number });
        model.Entity<ShareLink>(share =>
        {
            share.HasKey(s => s.Id);
            share.HasIndex(s => s.TokenSha256).IsUnique();
            share.HasIndex(s => s.CallId);
        });
        model.Entity<SubscriberSettings>().HasKey(s => new { s.TenantId, s.SubscriberNumber });
        model.Entity<SummaryChoice>(choice =>
        {
            choice.HasKey(c => new { c.TenantId, c.SubscriberNumber, c.OtherNumber });
            choice.HasIndex(c => c.ChangedAt);
        });
        model.Entity<PushDevice>(device =>
        {
            device.HasKey(d => d.Id);
            device.HasIndex(d => d.Endpoint).IsUnique();
            device.HasIndex(d => new { d.TenantId, d.SubscriberNumber });
        });
    }

    private static void BuildSupport(ModelBuilder model)
    {
        model.Entity<AccessGrant>(grant =>
        {
            grant.HasKey(g => g.Id);
            grant.HasIndex(g => new { g.CallId, g.SessionId });
        });
        model.Entity<AuditEntry>(entry =>
        {
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => new { e.TenantId, e.At });
            entry.HasIndex(e => e.CallId);
        });
        model.Entity<CallComment>(comment =>
        {
            comment.HasKey(c => c.Id);
            comment.HasIndex(c => c.CallId);
        });
    }
}
