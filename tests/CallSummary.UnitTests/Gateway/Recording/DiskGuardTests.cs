using CallSummary.Gateway.Recording;

namespace CallSummary.UnitTests.Gateway.Recording;

public sealed class DiskGuardTests
{
    [Fact]
    public async Task IsLow_FollowsTheFreeSpace_LookingOnceASecond()
    {
        var disk = new FullDisk { FreeBytes = 999 };
        await using var rig = new RecordingRig(disk, ("Recording:MinFreeBytes", "1000"));
        var guard = rig.Get<DiskGuard>();

        Assert.True(guard.IsLow);
        disk.FreeBytes = 1000;
        Assert.True(guard.IsLow);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(guard.IsLow);
    }
}
