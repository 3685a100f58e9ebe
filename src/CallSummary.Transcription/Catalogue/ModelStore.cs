using CallSummary.Transcription.Whisper;

namespace CallSummary.Transcription.Catalogue;

/// <summary>What an operator does with models: fetch, check, take in, choose.</summary>
internal sealed class ModelStore(ModelFolder folder)
{
    private const string OtherFile = "Name a whisper.cpp model file (ggml-*.bin).";
    private const string AgainFix = "Install it again: 'models pull' or 'models import'.";

    public ModelFolder Folder => folder;

    /// <summary>Downloads a model of the catalogue and installs it once its sum and its tables are right.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sha256">The sum that the operator has from a place he trusts; needed where whisper.cpp publishes none.</param>
    /// <param name="source">Folder to download from, or null for whisper.cpp's own.</param>
    /// <param name="client">The client.</param>
    /// <param name="progress">Bytes so far, and in all where known.</param>
    /// <param name="cancellationToken">Stops; what came is kept.</param>
    /// <exception cref="ModelException">It cannot be had or is not what it should be.</exception>
    public async Task<string> PullAsync(CatalogModel model, string? sha256, Uri? source, HttpClient client, Action<long, long?> progress, CancellationToken cancellationToken)
    {
        if (model.Sha1 is null && sha256 is null)
        {
            throw new ModelException($"whisper.cpp publishes no checksum for {model.FileName}: give the one you trust with --sha256 HEX (the page of the file at the source, {ModelCatalog.Page(model)}, shows it).");
        }

        var address = new Uri(new Uri($"{(source ?? ModelCatalog.Source).AbsoluteUri.TrimEnd('/')}/"), model.FileName);
        Directory.CreateDirectory(folder.Path);
        var part = folder.FileOf(model.FileName) + ".part";
        await new ModelDownload(client, progress).RunAsync(address, part, cancellationToken);
        return await InstallAsync(part, model.FileName, model.Sha1, sha256, "It was deleted; get it again from a source that you trust.", cancellationToken);
    }

    /// <summary>Copies a file into the folder, once it is known to be a whole Whisper model.</summary>
    public async Task<string> ImportAsync(string path, string? name, string? sha256, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new ModelException($"'{path}' does not exist.");
        }

        var file = name is null ? Path.GetFileName(path) : ModelCatalog.FileName(name);
        if (!ModelFolder.IsName(file))
        {
            throw new ModelException($"'{file}' cannot be a model's name here: use letters, digits, '.', '-' and '_', ending in .bin (--name NAME).");
        }

        Directory.CreateDirectory(folder.Path);
        var temporary = folder.FileOf(file) + ".import";
        try
        {
            _ = GgmlModelFile.Check(path, out _, OtherFile);
            File.Copy(path, temporary, overwrite: true);
        }
        catch (TranscriptionException e)
        {
            throw new ModelException(e.Message, e);
        }
        catch (IOException e)
        {
            File.Delete(temporary);
            throw new ModelException($"'{path}' cannot be copied to '{folder.Path}' ({e.Message}).", e);
        }

        // A sum that the operator gives goes before the published one: his file may be his own quantisation.
        return await InstallAsync(
            temporary, file, sha256 is null ? ModelCatalog.Find(file)?.Sha1 : null, sha256, "It was not taken in; if it is meant to be another than the public one, give it a --name of its own.", cancellationToken);
    }

    /// <summary>Checks an installed model against its tables, the sum it came with and, where there is one, the published one.</summary>
    /// <returns>What is wrong, or null.</returns>
    public async Task<string?> VerifyAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.FileOf(name)))
        {
            return $"it is not installed in {folder.Path}. {(ModelCatalog.Find(name) is { } known ? $"Get it: models pull {known.Name}" : "'models list' shows what is")}";
        }

        try
        {
            _ = GgmlModelFile.Check(folder.FileOf(name), out _, AgainFix);
        }
        catch (TranscriptionException e)
        {
            return e.Message;
        }

        var sums = await ModelSums.OfAsync(folder.FileOf(name), cancellationToken);
        return sums.Differs(null, folder.Sha256Of(name));
    }

    /// <summary>Chooses an installed model, or (null) the bundled one again.</summary>
    public async Task UseAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is not null && await VerifyAsync(name, cancellationToken) is { } wrong)
        {
            throw new ModelException($"{name} is not used: {wrong}");
        }

        folder.Choose(name);
    }

    private async Task<string> InstallAsync(string temporary, string name, string? sha1, string? sha256, string fix, CancellationToken cancellationToken)
    {
        var sums = await ModelSums.OfAsync(temporary, cancellationToken);
        if (sums.Differs(sha1, sha256) is { } differs)
        {
            File.Delete(temporary);
            throw new ModelException($"{name} is not the file it should be: {differs}. {fix}");
        }

        try
        {
            _ = GgmlModelFile.Check(temporary, out _, OtherFile);
        }
        catch (TranscriptionException e)
        {
            File.Delete(temporary);
            throw new ModelException($"{e.Message} The file was deleted.", e);
        }

        folder.Install(temporary, name, sums.Sha256);
        return name;
    }
}
