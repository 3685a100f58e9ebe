using CallSummary.Storage.Calls;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Storage.Reruns;

/// <summary>The part of the model that keeps earlier versions and the commands that made new ones.</summary>
internal static class RerunModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Rerun>(rerun =>
        {
            rerun.HasKey(r => r.Id);
            rerun.HasIndex(r => r.NudgeAt);
            rerun.HasOne<Call>().WithMany().HasForeignKey(r => r.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RerunUtterance>(utterance =>
        {
            utterance.HasKey(u => new { u.RerunId, u.Leg, u.Sequence });
            utterance.HasOne<Call>().WithMany().HasForeignKey(u => u.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EarlierSummary>(summary =>
        {
            summary.HasKey(s => s.Id);
            summary.HasOne<Call>().WithMany().HasForeignKey(s => s.CallId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EarlierTranscript>(transcript =>
        {
            transcript.HasKey(t => t.Id);
            transcript.HasOne<Call>().WithMany().HasForeignKey(t => t.CallId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
