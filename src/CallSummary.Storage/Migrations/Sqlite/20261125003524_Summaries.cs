using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Summaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FailedAttempts",
                table: "Summaries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RetryAt",
                table: "Summaries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Risk",
                table: "Calls",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SummaryFeedback",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "INTEGER", nullable: false),
                    Rating = table.Column<int>(type: "INTEGER", nullable: true),
                    CorrectionJson = table.Column<string>(type: "TEXT", nullable: true),
                    MayImprove = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummaryFeedback", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SummaryFeedback_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Summaries_RetryAt",
                table: "Summaries",
                column: "RetryAt");

            migrationBuilder.CreateIndex(
                name: "IX_SummaryFeedback_CallId",
                table: "SummaryFeedback",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_SummaryFeedback_TenantId_CreatedAt",
                table: "SummaryFeedback",
                columns: new[] { "TenantId", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SummaryFeedback");

            migrationBuilder.DropIndex(
                name: "IX_Summaries_RetryAt",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "FailedAttempts",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "RetryAt",
                table: "Summaries");

            migrationBuilder.DropColumn(
                name: "Risk",
                table: "Calls");
        }
    }
}
