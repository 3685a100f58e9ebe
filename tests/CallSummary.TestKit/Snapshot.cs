using Xunit;

namespace CallSummary.TestKit;

/// <summary>Compares text with a file kept beside the test. To accept a wanted change, set UPDATE_SNAPSHOTS=1 and run the test.</summary>
public static class Snapshot
{
    /// <param name="actual">The text as it is now.</param>
    /// <param name="relativePath">The snapshot, relative to the test project's folder.</param>
    /// <param name="project">The test project.</param>
    public static void Verify(string actual, string relativePath, string project = "CallSummary.UnitTests")
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", project, relativePath);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"Snapshot {relativePath} does not exist: run once with UPDATE_SNAPSHOTS=1 and review it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
