using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AdministrationAndChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "PushDevices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Attestation",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PausesJson",
                table: "Calls",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CallTraces",
                columns: table => new
                {
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Trunk = table.Column<string>(type: "TEXT", nullable: false),
                    Answered = table.Column<bool>(type: "INTEGER", nullable: false),
                    Termination = table.Column<int>(type: "INTEGER", nullable: false),
                    EntriesJson = table.Column<string>(type: "TEXT", nullable: false),
                    Omitted = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallTraces", x => x.CallId);
                });

            migrationBuilder.CreateTable(
                name: "EarlierSummaries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "INTEGER", nullable: false),
                    Engine = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentJson = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplacedById = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierSummaries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EarlierSummaries_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EarlierTranscripts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    UtterancesJson = table.Column<string>(type: "TEXT", nullable: false),
                    ReplacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RerunId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierTranscripts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EarlierTranscripts_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RerunUtterances",
                columns: table => new
                {
                    RerunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Leg = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RerunUtterances", x => new { x.RerunId, x.Leg, x.Sequence });
                    table.ForeignKey(
                        name: "FK_RerunUtterances_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reruns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "INTEGER", nullable: true),
                    Engine = table.Column<int>(type: "INTEGER", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NudgeAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reruns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reruns_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SubscriberRanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    First = table.Column<string>(type: "TEXT", nullable: false),
                    Last = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubscriberRanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SummaryChoices",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    SubscriberNumber = table.Column<string>(type: "TEXT", nullable: false),
                    OtherNumber = table.Column<string>(type: "TEXT", nullable: false),
                    Outgoing = table.Column<bool>(type: "INTEGER", nullable: true),
                    Incoming = table.Column<bool>(type: "INTEGER", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummaryChoices", x => new { x.TenantId, x.SubscriberNumber, x.OtherNumber });
                });

            migrationBuilder.CreateTable(
                name: "TenantProfiles",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", nullable: false),
                    NoticeLanguage = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantProfiles", x => x.TenantId);
                });

            migrationBuilder.CreateTable(
                name: "TenantTemplates",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Sections = table.Column<string>(type: "TEXT", nullable: false),
                    Sentences = table.Column<int>(type: "INTEGER", nullable: false),
                    MaxItems = table.Column<int>(type: "INTEGER", nullable: false),
                    Tone = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantTemplates", x => x.TenantId);
                });

            migrationBuilder.CreateTable(
                name: "Trunks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    IsEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Peers = table.Column<string>(type: "TEXT", nullable: false),
                    Hops = table.Column<string>(type: "TEXT", nullable: false),
                    Destinations = table.Column<string>(type: "TEXT", nullable: false),
                    Codecs = table.Column<string>(type: "TEXT", nullable: false),
                    Consent = table.Column<string>(type: "TEXT", nullable: false),
                    Srtp = table.Column<string>(type: "TEXT", nullable: false),
                    CountryCode = table.Column<string>(type: "TEXT", nullable: false),
                    Username = table.Column<string>(type: "TEXT", nullable: false),
                    Password = table.Column<string>(type: "TEXT", nullable: false),
                    AllowTransfers = table.Column<bool>(type: "INTEGER", nullable: false),
                    MaxCalls = table.Column<int>(type: "INTEGER", nullable: false),
                    MaxCallsPerSecond = table.Column<int>(type: "INTEGER", nullable: false),
                    MaxMinutesPerDay = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Trunks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CallTraces_At",
                table: "CallTraces",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CallTraces_TenantId_At",
                table: "CallTraces",
                columns: new[] { "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_EarlierSummaries_CallId",
                table: "EarlierSummaries",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_EarlierTranscripts_CallId",
                table: "EarlierTranscripts",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_RerunUtterances_CallId",
                table: "RerunUtterances",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Reruns_CallId",
                table: "Reruns",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Reruns_NudgeAt",
                table: "Reruns",
                column: "NudgeAt");

            migrationBuilder.CreateIndex(
                name: "IX_SubscriberRanges_TenantId_First",
                table: "SubscriberRanges",
                columns: new[] { "TenantId", "First" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SummaryChoices_ChangedAt",
                table: "SummaryChoices",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Trunks_Name",
                table: "Trunks",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Trunks_TenantId",
                table: "Trunks",
                column: "TenantId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CallTraces");

            migrationBuilder.DropTable(
                name: "EarlierSummaries");

            migrationBuilder.DropTable(
                name: "EarlierTranscripts");

            migrationBuilder.DropTable(
                name: "RerunUtterances");

            migrationBuilder.DropTable(
                name: "Reruns");

            migrationBuilder.DropTable(
                name: "SubscriberRanges");

            migrationBuilder.DropTable(
                name: "SummaryChoices");

            migrationBuilder.DropTable(
                name: "TenantProfiles");

            migrationBuilder.DropTable(
                name: "TenantTemplates");

            migrationBuilder.DropTable(
                name: "Trunks");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "PushDevices");

            migrationBuilder.DropColumn(
                name: "Attestation",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "PausesJson",
                table: "Calls");
        }
    }
}
