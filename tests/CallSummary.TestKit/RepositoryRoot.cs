namespace CallSummary.TestKit;

/// <summary>The folder that holds CallSummary.sln: where sample files and snapshots are.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the repository.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CallSummary.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No CallSummary.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
