namespace CallSummary.Storage.Database;

/// <summary>A lock between processes of one machine. The operating system frees it when its holder dies.</summary>
internal sealed class FileLock : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    public static async Task<FileLock> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
            {
                await Task.Delay(Retry, TimeProvider.System, cancellationToken);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new IOException(
                    $"The database's folder cannot be written: {exception.Message} Make it writable, or set {StorageOptions.Section}:DataDirectory to another folder.",
                    exception);
            }
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
